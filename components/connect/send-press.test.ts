import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sendPress } from './send-press';

let server: Server;
let base: string;
/** What the portal answers, by method and path; and what it was asked. */
let answers: Record<string, readonly [number, unknown]>;
let asked: string[];
/** What comes instead of the next answers. */
let troubles: ('cut off' | 'bad gateway')[];

beforeEach(async () => {
  [asked, troubles] = [[], []];
  server = createServer((request, response) => {
    const call = `${request.method} ${request.url}`;
    asked.push(call);
    const trouble = troubles.shift();
    if (trouble === 'cut off') request.socket.destroy();
    if (trouble) return void response.writeHead(502).end('<html>no server answers</html>');
    const [status, body] = answers[call] ?? [500, {}];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}/c` : '';
});
afterEach(() => void server.close());

const stale = [409, { title: 'No', status: 409, code: 'stale', trace: 't' }] as const;
const [shownAt, readAgainAt] = ['2026-11-23T12:00:10.000Z', '2026-11-23T12:00:20.000Z'];
const acceptance = { kind: 'accept', body: { observedAt: shownAt } } as const;

test('an accepted press is answered with the view', async () => {
  answers = { 'POST /c/accept': [200, { screen: 'progress' }] };
  expect(await sendPress(base, acceptance)).toEqual({ kind: 'ok', body: { screen: 'progress' } });
});

test('a press that leads to Microsoft gives the address', async () => {
  answers = { 'POST /c/consent': [200, { location: 'https://login.example/' }] };
  expect(await sendPress(base, { kind: 'consent', body: {} })).toEqual({ location: 'https://login.example/' });
});

test('a plan that changed since it was shown is read again and not accepted by itself', async () => {
  const view = { screen: 'plan', observedAt: readAgainAt };
  answers = { 'POST /c/accept': stale, 'GET /c': [200, view] };
  expect(await sendPress(base, acceptance)).toEqual({ kind: 'changed', view });
  expect(asked).toEqual(['POST /c/accept', 'GET /c']);
});

test('a permission list that changed since the page was made loads the page anew', async () => {
  answers = { 'POST /c/accept': stale, 'GET /c': [200, { screen: 'plan', observedAt: shownAt }] };
  expect(await sendPress(base, acceptance)).toEqual({ location: '/connect' });
});

test('a departure that is no longer possible shows what is there now', async () => {
  const view = { screen: 'progress', observedAt: shownAt };
  answers = { 'POST /c/consent': stale, 'GET /c': [200, view] };
  expect(await sendPress(base, { kind: 'consent', body: {} })).toEqual({ kind: 'changed', view });
});

test('a session that ended meanwhile is told as such', async () => {
  answers = { 'POST /c/accept': stale, 'GET /c': [401, { code: 'unauthenticated' }] };
  expect(await sendPress(base, acceptance)).toEqual({ kind: 'signed-out' });
});

test('a press that nobody answers is repeated, and says so each time, until somebody does', async () => {
  troubles = ['cut off', 'bad gateway'];
  let unheard = 0;
  answers = { 'POST /c/consent': [200, { location: 'https://login.example/' }] };
  const press = sendPress(base, { kind: 'consent', body: {} }, () => {
    unheard += 1;
  });
  expect(await press).toEqual({ location: 'https://login.example/' });
  expect([unheard, asked]).toEqual([2, ['POST /c/consent', 'POST /c/consent', 'POST /c/consent']]);
});
