import { z } from 'zod';
import { failed, type Sent } from './ask';
import type { Answer } from './exchange';
import type { MicrosoftError, MicrosoftErrorKind } from './microsoft-error';
import { retryAfterSeconds } from './retry-after';

const ErrorAnswer = z.object({
  error: z.string().optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
  error_codes: z.array(z.number().int()).optional().catch(undefined),
  trace_id: z.string().optional().catch(undefined),
  claims: z.string().optional().catch(undefined),
});
type ErrorAnswer = z.infer<typeof ErrorAnswer>;

const kinds: Readonly<Record<string, MicrosoftErrorKind>> = {
  invalid_grant: 'unauthenticated',
  invalid_client: 'unauthenticated',
  login_required: 'unauthenticated',
  interaction_required: 'claims-challenge',
  access_denied: 'denied',
  consent_required: 'denied',
  unauthorized_client: 'denied',
  invalid_resource: 'denied',
  temporarily_unavailable: 'unavailable',
  server_error: 'unavailable',
};

/**
 * What a refusal of the token endpoint means. The OAuth error decides, as Microsoft asks; the AADSTS number only explains.
 * @param body the parsed JSON answer, of whatever shape
 * @returns null for an answer that is no refusal
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes#handling-error-codes-in-your-application
 */
export function entraFailure(sent: Sent, answer: Answer, body: unknown): MicrosoftError | null {
  const parsed = ErrorAnswer.safeParse(body);
  const error: ErrorAnswer = parsed.success ? parsed.data : {};
  if (answer.status === 200 && error.error === undefined) return null;
  const kind = kindOf(answer.status, error);
  return failed(sent, {
    kind,
    status: answer.status,
    code: aadstsCode(error) ?? error.error ?? null,
    detail: kind === 'claims-challenge' ? (error.claims ?? null) : (error.error_description ?? null),
    requestId: error.trace_id ?? requestIdOf(answer),
    retryAfterSeconds: retryAfterSeconds(answer.headers.get('retry-after'), new Date()),
    oauthError: error.error ?? null,
  });
}

/** Entra's id of a request, for a ticket: the trace id. */
export const requestIdOf = (answer: Answer): string | null => answer.headers.get('x-ms-request-id');

function kindOf(status: number, error: ErrorAnswer): MicrosoftErrorKind {
  if (status === 429) return 'throttled';
  if (status >= 500) return 'unavailable';
  if (error.claims !== undefined) return 'claims-challenge';
  return kinds[error.error ?? ''] ?? 'invalid';
}

function aadstsCode(error: ErrorAnswer): string | null {
  const number = error.error_codes?.[0] ?? /\bAADSTS(\d+)/.exec(error.error_description ?? '')?.[1];
  return number === undefined ? null : `AADSTS${number}`;
}
