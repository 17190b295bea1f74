import type { ProblemCode } from '../problems/problem-code';

/** Where a code appears: sign-in to this portal, access rules and sessions, admin consent, tokens of the app, Graph, Defender. */
export type ErrorFamily = 'sign-in' | 'access' | 'consent' | 'token' | 'graph' | 'defender';

/** `auto`: the portal repeats by itself; `person`: somebody does something, then repeats; `none`: repeating changes nothing. */
export type ErrorRetry = 'auto' | 'person' | 'none';

/** A code of Microsoft in plain words. */
export interface ErrorCodeText {
  /** As Microsoft spells it: `AADSTS90094`, `Authorization_RequestDenied`. Safe in a path. */
  readonly code: string;
  readonly family: ErrorFamily;
  readonly title: string;
  readonly happened: string;
  readonly whoCanFix: string;
  readonly next: string;
  readonly retry: ErrorRetry;
  /** The problem of this portal that the code leads to, where it leads to one. */
  readonly problem?: ProblemCode;
}

/** One text for several codes of the same meaning, in the order given. */
export const sameMeaning = (codes: readonly string[], text: Omit<ErrorCodeText, 'code'>): readonly ErrorCodeText[] =>
  codes.map((code) => ({ code, ...text }));

/** `AADSTS` in front of each number. */
export const entra = (...numbers: readonly number[]): readonly string[] => numbers.map((number) => `AADSTS${number}`);

export const who = {
  you: 'You.',
  yourAdministrator: 'An administrator of your organization.',
  accountManager: 'You, or whoever manages accounts in your organization.',
  policyManager: 'Whoever manages access policies in your organization.',
  portal: 'FortifyData support. It is a fault in the setup of this portal, not in your organization.',
  microsoft: 'Microsoft. Nothing is wrong with your account.',
  nobody: 'Nobody needs to. It passes.',
} as const;

export const next = {
  signIn: 'Sign in again.',
  send: 'Send the code and the correlation ID to FortifyData support.',
  wait: 'Wait a few minutes, then try again.',
  us: 'Keep the page open. We try again by ourselves.',
} as const;
