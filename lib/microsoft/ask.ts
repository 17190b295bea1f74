import { type Answer, defaultLimits, exchange, type Limits, WireFailure, type WireInit } from './exchange';
import { MicrosoftError, type MicrosoftErrorFacts } from './microsoft-error';

/**
 * What sending a request again would do: `read` changes nothing, `repeatable` comes to the same end, `once` would have its effect
 * twice. It decides how a broken answer is taken: after `once`, everything short of a clear refusal means "may have happened".
 */
export type Effect = 'read' | 'repeatable' | 'once';

/** What is known of a request before its answer. */
export interface Sent {
  readonly purpose: string;
  readonly effect: Effect;
  readonly clientRequestId: string | null;
}

/** A `MicrosoftError` for this request; what is not named is unknown. */
export function failed(sent: Sent, facts: Pick<MicrosoftErrorFacts, 'kind'> & Partial<MicrosoftErrorFacts>): MicrosoftError {
  return new MicrosoftError({
    purpose: sent.purpose,
    clientRequestId: sent.clientRequestId,
    status: null,
    code: null,
    detail: null,
    requestId: null,
    retryAfterSeconds: null,
    ...facts,
  });
}

/** An answer came that cannot be read: harmless for a read, an unknown outcome for everything else. */
export const unreadableKind = (effect: Effect) => (effect === 'read' ? 'unreadable' : 'lost');

/**
 * An exchange whose breaking is a `MicrosoftError`.
 * @param send sends the request with the given settings
 * @returns any complete answer, also a refusal
 * @throws MicrosoftError `unreachable`, `lost` or `unreadable`
 */
export async function ask(sent: Sent, send: (init: WireInit) => Promise<Response>, limits: Limits = defaultLimits): Promise<Answer> {
  try {
    return await exchange(send, limits);
  } catch (error) {
    throw error instanceof WireFailure ? failedExchange(sent, error) : error;
  }
}

function failedExchange(sent: Sent, failure: WireFailure): MicrosoftError {
  const kind = failure.kind === 'refused-answer' ? unreadableKind(sent.effect) : failure.kind;
  return failed(sent, { kind, status: failure.status, code: failure.code });
}
