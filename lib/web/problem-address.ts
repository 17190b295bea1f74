import type { ProblemCode } from '../domain/problem';

/** Address of the start page telling of a problem. Codes and a reference only; the page takes none of them for text. */
export function problemAddress(problem: ProblemCode, reference: string | null, code: string | null = null): string {
  return `/?${queryOf(problem, reference, code)}`;
}

/** The same on the page of a colleague, who has nothing to do with the start page. */
export const approveProblemAddress = (problem: ProblemCode, reference: string | null): string =>
  `/approve?${queryOf(problem, reference, null)}`;

const queryOf = (problem: ProblemCode, reference: string | null, code: string | null) =>
  new URLSearchParams({ problem, ...(reference ? { ref: reference } : {}), ...(code ? { code } : {}) });
