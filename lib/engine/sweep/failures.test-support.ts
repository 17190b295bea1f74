import { MicrosoftError } from '../../microsoft/microsoft-error';
import { StoreError } from '../../store/store';

/** How a call ended for its caller: not sent, no answer in time, or an answer that got lost behind the effect. */
export type Failing = 'cut' | 'timeout' | 'lost';

const words: Readonly<Record<Failing, string>> = {
  cut: 'connect ECONNREFUSED',
  timeout: 'Transaction API error: the transaction was not answered in time',
  lost: 'Connection terminated unexpectedly',
};

/** The error which the real adapter of a port throws for this, by the name of the passage (`port.method`). */
export function failureOf(name: string, failing: Failing): Error {
  if (name.startsWith('microsoft.') || ['signIn.redeem', 'signIn.verify'].includes(name)) return microsoftFailure(name, failing);
  if (name.startsWith('store.')) return new StoreError('unavailable', { cause: new Error(words[failing]) });
  return new Error(words[failing]);
}

/** As lib/microsoft/exchange.ts has it: before the first byte it is unreachable, after it the outcome is lost. */
function microsoftFailure(purpose: string, failing: Failing): MicrosoftError {
  const code = { cut: 'ECONNREFUSED', timeout: 'timeout', lost: 'ECONNRESET' }[failing];
  const nothing = { status: null, detail: null, requestId: null, clientRequestId: null, retryAfterSeconds: null };
  return new MicrosoftError({ ...nothing, kind: failing === 'cut' ? 'unreachable' : 'lost', purpose, code });
}
