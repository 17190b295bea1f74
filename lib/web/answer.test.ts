import { describe, expect, test } from 'vitest';
import { ApiProblem } from '../contract/connection';
import { Prisma } from '../data/generated/client';
import { httpStatus, PortalError, type PortalErrorCode } from '../error';
import { json, problemAnswer, redirect } from './answer';

const coded = (code: string, message = 'SECRET-MARKER select * from x') => Object.assign(new Error(message), { code });
const prisma = (code: string) => new Prisma.PrismaClientKnownRequestError('SECRET-MARKER', { code, clientVersion: '7' });
const adapter = (kind: string) => Object.assign(new Error(kind), { name: 'DriverAdapterError', cause: { kind } });
const codes: readonly PortalErrorCode[] = [
  'configuration',
  'not-found',
  'forbidden',
  'unauthenticated',
  'bad-request',
  'too-large',
  'method-not-allowed',
  'unsupported-media-type',
  'busy',
  'stale',
  'unavailable',
  'internal',
];

describe('the answer to an error', () => {
  const errors: readonly unknown[] = [
    ...codes.map(
      (code) => new PortalError(code, 'SECRET-MARKER', { context: { key: 'SECRET-MARKER' }, cause: new Error('SECRET-MARKER') }),
    ),
    new Error('SECRET-MARKER'),
    new TypeError("Cannot read properties of undefined (reading 'SECRET-MARKER')"),
    prisma('P2002'),
    prisma('P1001'),
    coded('ECONNREFUSED'),
    'SECRET-MARKER',
    { message: 'SECRET-MARKER', status: 200, title: 'SECRET-MARKER', code: 'SECRET-MARKER' },
    null,
    undefined,
    42,
  ];
  test.each(errors.map((error) => [error]))('is a code, a sentence of ours and a trace, and nothing else: %s', async (error) => {
    const response = problemAnswer(error);
    const text = await response.text();
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = ApiProblem.strict().parse(JSON.parse(text));
    expect(body.status).toBe(response.status);
    expect(body.trace).toMatch(/^[0-9a-f-]{36}$/);
    expect(text).not.toMatch(/MARKER|\bat \S+:\d+|node_modules|select|prisma/i);
  });

  test.each(codes)('of our own has its own status and sentence: %s', async (code) => {
    const body = await problemAnswer(new PortalError(code, 'x')).json();
    expect(body).toMatchObject({ code, status: httpStatus(code), title: expect.stringMatching(/^[A-Z].*\.$/) });
  });

  test('has a trace of its own each time', async () => {
    const traces = await Promise.all(Array.from({ length: 20 }, async () => (await problemAnswer(null).json()).trace));
    expect(new Set(traces).size).toBe(20);
  });
});

describe('a database that is away', () => {
  const away: readonly unknown[] = [
    ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'].map(prisma),
    ...['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03', '53300', '53100'].map((code) => coded(code)),
    // what Prisma's adapter says when the server goes away in the middle of a statement
    ...['ConnectionClosed', 'DatabaseNotReachable', 'TooManyConnections', 'SocketTimeout'].map(adapter),
    new Error('timeout exceeded when trying to connect'),
    new Error('Connection terminated unexpectedly'),
    new Error('Connection terminated due to connection timeout'),
  ];
  test.each(away.map((error) => [error]))('is 503, for later: %s', async (error) => {
    const response = problemAnswer(error);
    expect([response.status, (await response.json()).code]).toEqual([503, 'unavailable']);
  });

  const there: readonly unknown[] = [prisma('P2002'), prisma('P2025'), coded('42501'), coded('23505'), coded('EPERM'), new Error('x')];
  test.each(there.map((error) => [error]))('is not what this says: %s', (error) => expect(problemAnswer(error).status).toBe(500));
});

describe('any answer', () => {
  test('is kept by nobody', () => {
    for (const response of [json({}), redirect('/x'), problemAnswer(null)]) expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('with a redirect asks with GET and sets every cookie by itself', () => {
    const response = redirect('/connect', ['a=1; Path=/', 'b=2; Path=/']);
    expect([response.status, response.headers.get('location')]).toEqual([303, '/connect']);
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
  });
});
