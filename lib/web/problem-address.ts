import type { ProblemCode } from '../domain/problem';

/** Address of the start page telling of a problem. Code and reference only; the page takes neither for text. */
export function problemAddress(code: ProblemCode, reference: string | null): string {
  return `/?${queryOf(code, reference)}`;
}

/** The same on the page of a colleague, who has nothing to do with the start page. */
export const approveProblemAddress = (code: ProblemCode, reference: string | null): string => `/approve?${queryOf(code, reference)}`;

const queryOf = (code: ProblemCode, reference: string | null) =>
  new URLSearchParams({ problem: code, ...(reference ? { ref: reference } : {}) });
