import { randomUUID } from 'node:crypto';
import type { CallTrace } from './microsoft';
import { MicrosoftError } from './microsoft-error';

export type Trace = (call: CallTrace) => void;

/** What a finished request tells the timeline. */
export interface TracedResult {
  readonly status: number | null;
  readonly requestId: string | null;
  readonly code: string | null;
  readonly graphCode?: string | null | undefined;
}

const nothing: TracedResult = { status: null, requestId: null, code: null };

/**
 * Runs one request to Microsoft, times it, and reports it once, whether it was answered, refused or lost.
 * @param purpose what the request is for, in a few words
 * @param trace told when the request has ended
 * @param run sends the request; is given the `client-request-id` to send along, which Microsoft's support asks for
 * @returns what `run` gives
 * @throws what `run` throws; the facts of a `MicrosoftError` are reported
 * @see https://learn.microsoft.com/graph/best-practices-concept#handling-expected-errors
 */
export async function traced<T extends TracedResult>(
  purpose: string,
  trace: Trace,
  run: (clientRequestId: string) => Promise<T>,
): Promise<T> {
  const clientRequestId = randomUUID();
  const at = new Date();
  const started = performance.now();
  const report = ({ status, requestId, code, graphCode }: TracedResult) => {
    const durationMs = Math.round(performance.now() - started);
    trace({ purpose, at, durationMs, status, requestId, clientRequestId, code: graphCode ?? code });
  };
  let result: T;
  try {
    result = await run(clientRequestId);
  } catch (error) {
    report(error instanceof MicrosoftError ? error.facts : nothing);
    throw error;
  }
  report(result);
  return result;
}
