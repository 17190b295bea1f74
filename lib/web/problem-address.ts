import type { ProblemCode } from '../domain/problem';

/** Address of the start page telling of a problem. Code and reference only; the page takes neither for text. */
export function problemAddress(code: ProblemCode, reference: string | null): string {
  const query = new URLSearchParams({ problem: code, ...(reference ? { ref: reference } : {}) });
  return `/?${query}`;
}
