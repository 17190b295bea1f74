import type { ProblemCode } from '../domain/problem';

/** Address of the start page telling of a problem. Codes and a reference only; the page takes none of them for text. */
export function problemAddress(problem: ProblemCode, reference: string | null, code: string | null = null): string {
  const query = new URLSearchParams({ problem, ...(reference ? { ref: reference } : {}), ...(code ? { code } : {}) });
  return `/?${query}`;
}
