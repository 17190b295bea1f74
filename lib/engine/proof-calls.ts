import type { CallTrace } from '../microsoft/microsoft';

/**
 * What a timeline and a ticket need of the calls of a proof, in order: while Microsoft says the same to the same question again and again,
 * the first and the last of those answers.
 */
export function proofCalls(trace: readonly CallTrace[]): CallTrace[] {
  const purposes = [...new Set(trace.map(({ purpose }) => purpose))];
  return purposes
    .map((purpose) => trace.filter((call) => call.purpose === purpose))
    .flatMap((calls) => calls.filter((call, index) => !isSame(call, calls[index - 1]) || !isSame(call, calls[index + 1])))
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}

const isSame = (call: CallTrace, other: CallTrace | undefined) => call.status === other?.status && call.code === other?.code;
