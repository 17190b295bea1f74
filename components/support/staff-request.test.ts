import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusalWords } from './refusal-words';
import type { Staff, TokenAnswer } from './staff';
import { askPortal } from './staff-request';

interface Reply {
  readonly status: number;
  readonly body?: unknown;
}
let server: Server;
let origin = '';
let replies: Reply[] = [];
let seen: { authorization: string | undefined; method: string | undefined; body: string }[] = [];

beforeEach(async () => {
  [replies, seen] = [[], []];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    seen.push({ authorization: request.headers.authorization, method: request.method, body });
    const reply = replies.shift() ?? { status: 200, body: { fine: true } };
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body ?? null));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  origin = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
});
afterEach(() => new Promise((done) => server.close(done)));

const staff = (token: (renew: boolean) => TokenAnswer): Staff => ({
  account: 'rhea@fortifydata.example',
  name: 'Rhea',
  oid: 'oid',
  signIn: () => {},
  signOut: () => {},
  token: async (renew) => token(renew),
});
const good = staff((renew) => ({ kind: 'ok', token: renew ? 'second' : 'first' }));
const ask = (who: Staff, body?: unknown) => askPortal(who, { path: `${origin}/api/x`, ...(body === undefined ? {} : { body }) });

test('every request carries the token; a body makes it a POST', async () => {
  expect(await ask(good)).toMatchObject({ kind: 'ok', body: { fine: true } });
  await ask(good, { text: 'x' });
  expect(seen).toEqual([
    { authorization: 'Bearer first', method: 'GET', body: '' },
    { authorization: 'Bearer first', method: 'POST', body: '{"text":"x"}' },
  ]);
});

test('a token that the portal does not believe is renewed once, and no more', async () => {
  replies = [{ status: 401 }];
  expect(await ask(good)).toMatchObject({ kind: 'ok' });
  replies = [{ status: 401 }, { status: 401 }];
  expect(await ask(good)).toEqual({ kind: 'ended' });
  expect(seen.map(({ authorization }) => authorization)).toEqual(['Bearer first', 'Bearer second', 'Bearer first', 'Bearer second']);
});

test('without a token nothing is sent', async () => {
  expect(await ask(staff(() => ({ kind: 'ended' })))).toEqual({ kind: 'ended' });
  expect(await ask(staff(() => ({ kind: 'unreachable' })))).toEqual({ kind: 'unreachable' });
  expect(seen).toEqual([]);
});

test('each refusal is told apart, with the portal’s reason', async () => {
  replies = [
    { status: 403, body: { code: 'forbidden', title: 'No', reason: 'The app role is missing.', trace: 't' } },
    { status: 404 },
    { status: 409, body: { code: 'busy', title: 'Busy', reason: 'Somebody else was first.', trace: 't' } },
    { status: 503 },
    { status: 429 },
  ];
  expect(await ask(good)).toEqual({ kind: 'no-right', reason: 'The app role is missing.' });
  expect(await ask(good)).toEqual({ kind: 'missing' });
  expect(await ask(good)).toEqual({ kind: 'refused', code: 'busy', reason: 'Somebody else was first.', trace: 't', faults: [] });
  expect(await ask(good)).toEqual({ kind: 'unreachable' });
  expect(await ask(good)).toEqual({ kind: 'unreachable' });
});

test('a portal that is away is unreachable, not a fault of the page', async () => {
  await new Promise((done) => server.close(done));
  expect(await ask(good)).toEqual({ kind: 'unreachable' });
});

test('a write that nobody answers ends, and nobody says that it was not saved', async () => {
  server.removeAllListeners('request');
  const answer = await askPortal<never>(good, { path: `${origin}/api/x`, body: {}, patienceMs: 50 });
  server.closeAllConnections();
  expect(answer).toEqual({ kind: 'unreachable' });
  expect(refusalWords({ kind: 'unreachable' })).toMatch(/^We do not know whether it was saved/);
});
