import type { ProblemCode } from '../domain/problem';

/** The page that tells a person of a problem. */
export type ProblemPage = (problem: ProblemCode, reference: string | null) => string;

/** Address of the start page telling of a problem. Codes and a reference only; the page takes none of them for text. */
export function problemAddress(problem: ProblemCode, reference: string | null, code: string | null = null): string {
  return `/?${queryOf(problem, reference, code)}`;
}

/** The same on the page of a colleague, who has nothing to do with the start page. */
export const approveProblemAddress = (problem: ProblemCode, reference: string | null): string =>
  `/approve?${queryOf(problem, reference, null)}`;

/** The same on the page of an invitation, where its admin signs in. */
export const inviteProblemAddress: typeof problemAddress = (problem, reference, code = null) =>
  `/invite?${queryOf(problem, reference, code)}`;

const queryOf = (problem: ProblemCode, reference: string | null, code: string | null) =>
  new URLSearchParams({ problem, ...(reference ? { ref: reference } : {}), ...(code ? { code } : {}) });
