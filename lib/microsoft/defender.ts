import type { Cloud } from '../domain/clouds';
import type { ApiAnswer, ApiKey } from '../domain/proof';
import { PortalError } from '../error';
import { ask, type Sent } from './ask';
import { isUnder, peek } from './caller';
import { judgeReply } from './defender-answer';
import { graphErrorOf } from './graph-error-body';
import { requestIdOf } from './graph-failure';
import { parsedJson } from './json';
import { MicrosoftError } from './microsoft-error';
import { retryAfterSeconds } from './retry-after';
import { type Trace, traced } from './trace';

/** What one read came to. */
export interface ApiReading {
  readonly answer: ApiAnswer;
  /** HTTP status; null when no complete answer came. */
  readonly status: number | null;
  /** Microsoft's code, or how the exchange broke. */
  readonly code: string | null;
  /** Microsoft's `Retry-After`, when given. */
  readonly retryAfterSeconds: number | null;
  readonly durationMs: number;
}

interface ApiRead {
  readonly purpose: string;
  readonly base: string;
  readonly path: string;
}

/** The cheapest documented read of each API. */
function readOf(cloud: Cloud, api: ApiKey): ApiRead {
  switch (api) {
    case 'graph':
      return { purpose: 'Read the Secure Score', base: cloud.graph.baseUrl, path: '/v1.0/security/secureScores?$top=1' };
    case 'endpoint':
      return { purpose: 'Read one machine', base: cloud.endpoint.baseUrl, path: '/api/machines?$top=1' };
    case 'threat-protection':
      return { purpose: 'Read one incident', base: cloud.threatProtection.baseUrl, path: '/api/incidents?$top=1' };
  }
}

/** Values of a token's `roles` claim: what was granted when it was issued. Empty for a token without any. */
export function tokenRoles(token: string): string[] {
  const roles = peek(token)?.['roles'];
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
}

/**
 * Reads one record of an API with the app's own token and judges the answer. One request; what is read is not kept.
 * @returns the judgement; refusals, faults and silence of Microsoft are values here
 * @throws PortalError `forbidden` when the cloud's address is none that a token may go to
 */
export async function readOnce(cloud: Cloud, api: ApiKey, token: string, trace: Trace): Promise<ApiReading> {
  const read = readOf(cloud, api);
  const url = `${read.base}${read.path}`;
  if (!isUnder(cloud, read.base, url)) throw new PortalError('forbidden', 'the API of this cloud has no address that a token may go to');
  const started = performance.now();
  const reading = await traced(read.purpose, trace, (clientRequestId) =>
    send({ purpose: read.purpose, effect: 'read', clientRequestId }, url, token).then((reply) => ({
      ...reply,
      answer: judgeReply({ api, ...reply, roles: tokenRoles(token) }),
    })),
  ).catch(unavailable);
  const { answer, status, code, retryAfterSeconds } = reading;
  return { answer, status, code, retryAfterSeconds, durationMs: Math.round(performance.now() - started) };
}

async function send(sent: Sent & { clientRequestId: string }, url: string, token: string) {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json', 'client-request-id': sent.clientRequestId };
  const answer = await ask(sent, (init) => fetch(url, { headers, ...init }));
  const body = parsedJson(answer.text);
  return {
    status: answer.status,
    body,
    code: graphErrorOf(body).code,
    requestId: requestIdOf(answer.headers),
    retryAfterSeconds: retryAfterSeconds(answer.headers.get('retry-after'), new Date()),
  };
}

function unavailable(error: unknown): Omit<ApiReading, 'durationMs'> {
  if (!(error instanceof MicrosoftError)) throw error;
  const { status, code, retryAfterSeconds } = error.facts;
  return { answer: 'unavailable', status, code, retryAfterSeconds };
}
