import { randomUUID } from 'node:crypto';
import type { ApiProblem } from '../contract/connection';
import { isDatabaseAway } from '../database-away';
import type { ProblemCode } from '../domain/problem';
import { httpStatus, PortalError, type PortalErrorCode } from '../error';
import { log } from '../log';
import { type ProblemPage, problemAddress } from './problem-address';

const noStore = { 'cache-control': 'no-store' } as const;

/** A JSON answer that nobody keeps. */
export function json(body: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  return Response.json(body, { status: init.status ?? 200, headers: { ...noStore, ...init.headers } });
}

/** A redirect to one of our own pages or, at a departure, to Microsoft. 303: the browser asks with GET. */
export function redirect(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, ...noStore });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

const titles: Readonly<Record<PortalErrorCode, string>> = {
  configuration: 'The portal is not configured.',
  'not-found': 'There is nothing at this address.',
  forbidden: 'This request is not allowed.',
  unauthenticated: 'The sign-in is over. Sign in again; nothing is lost.',
  'bad-request': 'The request could not be read.',
  'too-large': 'The request is too large.',
  'method-not-allowed': 'This method is not allowed here.',
  'unsupported-media-type': 'The request must be JSON.',
  busy: 'Another request is working on this. It goes on by itself.',
  stale: 'Something has changed meanwhile. Load the page again.',
  unavailable: 'The portal cannot reach its database right now. Nothing is lost.',
  internal: 'Something went wrong on our side. Nothing is lost.',
};

/** The answer to an error: a code, a sentence of ours and a trace number; never a stack, a query or anybody else's text. */
export function problemAnswer(error: unknown): Response {
  const body = problemBody(error);
  return json(body, { status: body.status, headers: { 'content-type': 'application/problem+json' } });
}

/** Logs an error and gives what may be said of it. */
export function problemBody(error: unknown): ApiProblem {
  const { trace, code, status } = logged(error);
  return { title: titles[code], status, code, trace };
}

/** The same for a person whose browser was sent here by Microsoft: the page that tells of the problem, by default the start page. */
export function problemRedirect(error: unknown, address: ProblemPage = problemAddress): Response {
  const { trace, code } = logged(error);
  return redirect(address(pages[code] ?? 'internal', trace));
}

/** The trace number of an error which says no more than that the database cannot be asked; null, and nothing logged, for any other. */
export function databaseAway(error: unknown): string | null {
  return codeOf(error) === 'unavailable' ? logged(error).trace : null;
}

/** What people are told; every other code is a fault of ours. */
const pages: Readonly<Partial<Record<PortalErrorCode, ProblemCode>>> = {
  busy: 'busy',
  stale: 'busy',
  unavailable: 'database-unavailable',
  unauthenticated: 'session-expired',
};

function logged(error: unknown): { trace: string; code: PortalErrorCode; status: number } {
  const trace = randomUUID();
  const code = codeOf(error);
  const status = httpStatus(code);
  if (status >= 500) log.error('request-failed', { trace, errorCode: code, error });
  else log.info('request-refused', { trace, errorCode: code, reason: error instanceof Error ? error.message : 'unknown' });
  return { trace, code, status };
}

function codeOf(error: unknown): PortalErrorCode {
  if (error instanceof PortalError) return error.code;
  return isDatabaseAway(error) ? 'unavailable' : 'internal';
}
