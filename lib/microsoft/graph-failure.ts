import { type Effect, failed, type Sent } from './ask';
import { graphErrorOf } from './graph-error-body';
import type { MicrosoftError, MicrosoftErrorKind } from './microsoft-error';
import { retryAfterSeconds } from './retry-after';

/** An answer of Graph, whole or an item of a batch. */
export interface GraphReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Codes that mean "somebody else has changed or made this already", whichever status carries them. */
const conflictCodes: ReadonlySet<string> = new Set([
  'Request_MultipleObjectsWithSameKeyValue',
  'ObjectConflict',
  'Directory_ConcurrencyViolation',
]);

/**
 * What Graph's refusal means.
 * @param sent the request that was answered
 * @param reply the answer
 * @returns null for a success (2xx)
 * @see https://learn.microsoft.com/graph/errors
 */
export function graphFailure(sent: Sent, reply: GraphReply): MicrosoftError | null {
  if (reply.status >= 200 && reply.status < 300) return null;
  const error = graphErrorOf(reply.body);
  const challenge = challengeOf(reply, error.code);
  return failed(sent, {
    kind: challenge ? 'claims-challenge' : kindOf(reply.status, error.code, sent.effect),
    status: reply.status,
    code: error.code,
    graphCode: error.graphCode,
    detail: challenge ? challenge.claims : error.message,
    requestId: requestIdOf(reply.headers),
    retryAfterSeconds: retryAfterSeconds(reply.headers.get('retry-after'), new Date()),
  });
}

export const requestIdOf = (headers: Headers): string | null => headers.get('request-id') ?? headers.get('x-ms-request-id');

function kindOf(status: number, code: string | null, effect: Effect): MicrosoftErrorKind {
  if (code === 'PasswordNotFound') return 'not-found';
  if (status === 409 || status === 412 || (status < 500 && code !== null && conflictCodes.has(code))) return 'conflict';
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'denied';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 429) return 'throttled';
  if (status >= 500 || status === 408 || status === 424) return effect === 'once' ? 'lost' : 'unavailable';
  return 'invalid';
}

/**
 * A demand for a stronger sign-in: `WWW-Authenticate: Bearer … error="insufficient_claims", claims="{base64}"`.
 * @see https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
function challengeOf(reply: GraphReply, code: string | null): { claims: string | null } | null {
  if (reply.status !== 401 && reply.status !== 403) return null;
  const encoded = /\bclaims="([^"]+)"/.exec(reply.headers.get('www-authenticate') ?? '')?.[1];
  if (encoded === undefined && code !== 'insufficient_claims') return null;
  return { claims: encoded === undefined ? null : decodedClaims(encoded) };
}

function decodedClaims(encoded: string): string | null {
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch {
    // not the documented form: the sign-in is repeated without it
    return null;
  }
}
