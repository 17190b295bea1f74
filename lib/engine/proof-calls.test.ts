import { expect, test } from 'vitest';
import type { CallTrace } from '../microsoft/microsoft';
import { proofCalls } from './proof-calls';

const call = (second: number, purpose: string, code: string | null = null): CallTrace => ({
  purpose,
  at: new Date(second * 1000),
  durationMs: 1,
  status: code === null ? 200 : 401,
  requestId: `r${second}`,
  clientRequestId: `c${second}`,
  code,
});
const idsOf = (trace: readonly CallTrace[]) => proofCalls(trace).map(({ requestId }) => requestId);

test('of one answer that came again and again the first and the last are told', () => {
  const waiting = [1, 2, 3, 4].map((second) => call(second, 'token', 'AADSTS7000215'));
  expect(idsOf([...waiting, call(5, 'token'), call(6, 'read')])).toEqual(['r1', 'r4', 'r5', 'r6']);
});

test('what is asked side by side is told apart, in order of time', () => {
  const beside = [1, 2, 3].flatMap((second) => [call(second, 'graph', 'x'), call(second + 0.5, 'endpoint', 'x')]);
  expect(idsOf(beside)).toEqual(['r1', 'r1.5', 'r3', 'r3.5']);
});

test('nothing else is left out', () => {
  const trace = [call(1, 'token', 'x'), call(2, 'token', 'y'), call(3, 'token', 'x'), call(4, 'token'), call(5, 'read', 'z')];
  expect(proofCalls(trace)).toEqual(trace);
  expect(proofCalls([])).toEqual([]);
});
