import { accessCodes } from './error-codes/access-codes';
import { consentCodes } from './error-codes/consent-codes';
import { defenderCodes } from './error-codes/defender-codes';
import { alwaysMeans, type EntraStep, fits, numberMeans, oauthMeans, unexplained } from './error-codes/entra-meanings';
import type { ErrorCodeText } from './error-codes/error-code';
import { graphCodes } from './error-codes/graph-codes';
import { graphStateCodes } from './error-codes/graph-state-codes';
import { sessionCodes } from './error-codes/session-codes';
import { signInCodes } from './error-codes/sign-in-codes';
import { signInFaultCodes } from './error-codes/sign-in-fault-codes';
import { tokenCodes } from './error-codes/token-codes';
import type { ProblemCode } from './problems/problem-code';

export type { EntraStep } from './error-codes/entra-meanings';
export type { ErrorCodeText, ErrorFamily } from './error-codes/error-code';

/**
 * Microsoft's codes that a customer or support can meet, each once, in our own words. Numbers and texts of AADSTS codes may change
 * at any time, so they explain and never decide alone.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 * @see https://learn.microsoft.com/graph/errors
 * @see https://learn.microsoft.com/defender-endpoint/api/common-errors
 */
export const errorCodes: readonly ErrorCodeText[] = [
  ...signInCodes,
  ...signInFaultCodes,
  ...accessCodes,
  ...sessionCodes,
  ...consentCodes,
  ...tokenCodes,
  ...graphCodes,
  ...graphStateCodes,
  ...defenderCodes,
];

const byLowerCode = new Map(errorCodes.map((entry) => [entry.code.toLowerCase(), entry]));

/** Longest text that is looked at; people paste whole error pages. */
const longestInput = 4000;

/** The text of a code in any form that `normalizeErrorCode` takes; null for a code that is not in the list. */
export function errorCode(input: string): ErrorCodeText | null {
  const code = normalizeErrorCode(input);
  return (code !== null && byLowerCode.get(code.toLowerCase())) || null;
}

/**
 * Finds Microsoft's code in what a person typed or pasted: `aadsts90094`, `90094`, `AADSTS 90094: text`, `authorization_requestdenied`.
 * @returns the code as Microsoft spells it, also for an AADSTS number that the list does not know; null when there is no code in it
 */
export function normalizeErrorCode(input: string): string | null {
  const text = input.slice(0, longestInput).trim();
  const number = /\bAADSTS[\s:#-]*(\d{4,8})\b/i.exec(text)?.[1] ?? /^(\d{4,8})$/.exec(text)?.[1];
  if (number) return `AADSTS${number}`;
  for (const word of text.match(/[A-Za-z][A-Za-z_]{3,63}/g) ?? []) {
    const entry = byLowerCode.get(word.toLowerCase());
    if (entry && (word === text || /[_A-Z]/.test(word.slice(1)))) return entry.code;
  }
  return null;
}

/** Microsoft's own page on the meaning of an AADSTS number today; null for other codes. */
export function microsoftLookupUrl(code: string): string | null {
  const number = /^AADSTS(\d{4,8})$/.exec(code)?.[1];
  return number ? `https://login.microsoftonline.com/error?code=${number}` : null;
}

/** What Entra sends back with an error: the OAuth code, the number found in the description, the subcode, and at which step. */
export interface EntraAnswer {
  readonly error: string;
  readonly aadstsNumber: number | null;
  readonly subcode: string | null;
  readonly step: EntraStep;
}

/**
 * Chooses the problem that an error of Entra leads to. The OAuth code decides first; the number, which Microsoft may change, only
 * picks the better explanation; Microsoft's sentence is not looked at.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function problemForEntra({ error, aadstsNumber, subcode, step }: EntraAnswer): ProblemCode {
  const always = own(alwaysMeans, error);
  if (always) return always;
  if (error === 'access_denied' && subcode === 'cancel') return cancelledProblem(step, aadstsNumber);
  return numberedProblem(aadstsNumber, step) ?? own(oauthMeans[step], error) ?? unexplained[step];
}

/** Cancel on a page that asks for permissions carries 65004; leaving the sign-in itself carries no number. */
function cancelledProblem(step: EntraStep, number: number | null): ProblemCode {
  if (step === 'consent') return 'consent-declined';
  return number === 65004 ? 'sign-in-declined' : 'sign-in-cancelled';
}

function numberedProblem(number: number | null, step: EntraStep): ProblemCode | null {
  if (number === null) return null;
  const problem = numberMeans[step][number] ?? errorCode(`AADSTS${number}`)?.problem;
  return problem && fits[step].has(problem) ? problem : null;
}

/** A table's own entry: `error` is foreign text and may spell a name that every object has. */
const own = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
