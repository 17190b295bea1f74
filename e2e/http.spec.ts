import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { newTenant } from './practice';
import { shows, signIn } from './steps';
import { ownPage, send } from './wire';

const id = '3f86c0d2-b75e-49a1-8d34-f0e912a7c56b';
const own = (part: string) => `/api/connections/${id}${part}`;

const pages = [
  '/',
  '/connect',
  '/connect/receipt',
  '/permissions',
  '/errors',
  '/errors/AADSTS90094',
  '/errors/no-such-code',
  '/privacy',
  '/approve',
  '/approve/x',
];
const reads = ['/api/health', '/api/openapi.json', '/api/permissions.json', '/api/permissions.csv'];
const callbacks = ['/api/sign-in/callback', '/api/consent/callback'];
const ownReads = [own(''), own('/receipt'), own('/calendar'), `/api/credentials/${id}`];
const ownWrites = [
  own('/accept'),
  own('/advance'),
  own('/consent'),
  own('/look-again'),
  own('/retry'),
  own('/hand-over'),
  own('/hand-over/look'),
  own('/hand-over/revoke'),
];
const openWrites = ['/api/sign-in', '/api/sign-out'];
const writes = [...openWrites, ...ownWrites];
const unknown = [
  '/nowhere',
  '/connect/nowhere',
  '/permissions/1',
  '/api',
  '/api/nothing',
  own('/nothing'),
  '/_next/nothing',
  '/.env',
  '/%2e%2e%2fetc',
];
const broken = [
  '/%',
  '/%ff',
  '/errors/%ff',
  '/errors/%00',
  '/api/connections/%ff',
  '/api/credentials/%c3%28',
  '/_next/image?url=/icon.svg&w=64&q=75',
];
const everything = [...pages, ...reads, ...callbacks, ...ownReads, ...writes, ...unknown];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'];

const fixed = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

test('unknown and unreadable addresses answer 4xx', async () => {
  const answers = await Promise.all([...unknown, ...broken].map(async (path) => ({ path, status: (await send({ path })).status })));
  expect(answers.filter(({ status }) => status < 400 || status > 499)).toEqual([]);
});

test('every address answers every method it does not know with 4xx, and none with 5xx', async () => {
  const known: Readonly<Record<string, readonly string[]>> = {
    ...Object.fromEntries([...pages, ...reads, ...callbacks, ...ownReads].map((path) => [path, ['GET', 'HEAD']])),
    ...Object.fromEntries(writes.map((path) => [path, ['POST']])),
  };
  const wrong: string[] = [];
  for (const path of everything) {
    for (const method of methods) {
      const { status } = await send({ method, path });
      // Next answers OPTIONS of a route handler itself, with 204 and the methods that it knows
      const fine = known[path]?.includes(method) ? status < 500 : status >= 400 && status < 500;
      if (!fine && !(method === 'OPTIONS' && status === 204)) wrong.push(`${method} ${path}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('a change is refused unless a script of our own page sends it', async () => {
  const origin = ownPage.origin;
  const strangers: Readonly<Record<string, Record<string, string>>> = {
    'another site': { ...ownPage, origin: 'https://evil.example' },
    'a sandboxed page': { ...ownPage, origin: 'null' },
    'another port': { ...ownPage, origin: `${origin}0` },
    'the other scheme': { ...ownPage, origin: origin.replace('http:', 'https:') },
    'a program without an origin': { 'content-type': 'application/json', 'x-requested-with': 'defender-connect' },
    'a form of ours': { 'content-type': 'application/json', origin },
    'a page of another site': { ...ownPage, 'sec-fetch-site': 'cross-site' },
    'a neighbor below the same domain': { ...ownPage, 'sec-fetch-site': 'same-site' },
  };
  for (const [who, headers] of Object.entries(strangers)) {
    for (const path of writes) {
      const { status } = await send({ method: 'POST', path, headers, body: '{}' });
      expect(status, `${who}: ${path}`).toBe(403);
    }
  }
});

test('without a session every route of a connection answers 401, whatever it is asked', async () => {
  for (const path of ownWrites) expect((await send({ method: 'POST', path, headers: ownPage, body: '{}' })).status, path).toBe(401);
  for (const path of ownReads)
    expect((await send({ path, headers: { cookie: `practice-session=${'a'.repeat(43)}` } })).status, path).toBe(401);
});

const bodies: Readonly<Record<string, { body: string | Buffer; type?: string; status: number }>> = {
  'over 16 kB': { body: JSON.stringify({ x: 'y'.repeat(20_000) }), status: 413 },
  'of 2 MB': { body: 'x'.repeat(2_000_000), status: 413 },
  'that is no JSON': { body: '{"a":', status: 400 },
  'that is empty': { body: '', status: 400 },
  'that is a list': { body: '[]', status: 400 },
  'that is null': { body: 'null', status: 400 },
  'with keys nobody knows': { body: '{"admin":true}', status: 400 },
  'with __proto__': { body: '{"__proto__":{"x":1}}', status: 400 },
  'that is not UTF-8': { body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), status: 400 },
  'of a form': { body: 'a=b', type: 'application/x-www-form-urlencoded', status: 415 },
  'of plain text': { body: '{}', type: 'text/plain', status: 415 },
  'nested 5,000 deep': { body: `${'['.repeat(5000)}${']'.repeat(5000)}`, status: 400 },
};

for (const [kind, { body, type, status }] of Object.entries(bodies)) {
  test(`a body ${kind} is answered with ${status}`, async ({ page }) => {
    const headers = type ? { ...ownPage, 'content-type': type } : ownPage;
    for (const path of openWrites) expect((await send({ method: 'POST', path, headers, body })).status, path).toBe(status);
    if (kind !== 'that is no JSON' && kind !== 'over 16 kB') return;
    const tenant = await newTenant();
    const { cookie, connection } = await signedIn(page, tenant.account());
    for (const part of ['accept', 'advance', 'consent', 'look-again', 'retry']) {
      const answer = await send({ method: 'POST', path: `/api/connections/${connection}/${part}`, headers: { ...headers, cookie }, body });
      expect(answer.status, part).toBe(status);
    }
  });
}

test('a signed-in admin reaches no other connection, and a foreign id is answered like an unknown one', async ({ page, otherBrowser }) => {
  const [tenant, other] = [await newTenant(), await newTenant()];
  const stranger = await otherBrowser();
  const plan = { manifestSha256: 'a'.repeat(64), observedAt: new Date().toISOString(), leaveOut: [] };
  const mine = await signedIn(page, tenant.account());
  const theirs = await signedIn(stranger, other.account());
  for (const target of [theirs.connection, id, 'x']) {
    for (const part of ['', '/receipt', '/calendar']) {
      const { status } = await send({ path: `/api/connections/${target}${part}`, headers: { cookie: mine.cookie } });
      expect(status, `GET ${target}${part}`).toBe(404);
    }
    for (const part of ['accept', 'advance', 'consent', 'look-again', 'retry']) {
      const body = part === 'accept' ? JSON.stringify(plan) : '{}';
      const answer = await send({
        method: 'POST',
        path: `/api/connections/${target}/${part}`,
        headers: { ...ownPage, cookie: mine.cookie },
        body,
      });
      expect(answer.status, `POST ${target}/${part}`).toBe(404);
    }
  }
});

/** Signs in and gives what the browser then holds: its session cookie and the id of its connection. */
async function signedIn(page: Page, account: string): Promise<{ cookie: string; connection: string }> {
  const asked = page.waitForRequest(/\/advance$/);
  await signIn(page, account);
  const connection = new URL((await asked).url()).pathname.split('/').at(-2) ?? '';
  await shows(page, 'Is this the right organization?');
  const session = (await page.context().cookies()).find(({ name }) => name === 'practice-session');
  return { cookie: `practice-session=${session?.value}`, connection };
}

test('every answer carries the security headers, pages with a nonce that is never used twice', async () => {
  const nonces: string[] = [];
  for (const path of everything) {
    const { headers, status } = await send({ path });
    expect({ path, ...headers }, `${status} ${path}`).toMatchObject({ path, ...fixed });
    expect(headers['x-powered-by'], path).toBeUndefined();
    const policy = String(headers['content-security-policy']);
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    expect(headers['cache-control'], path).toContain('no-store');
    nonces.push(/'nonce-([^']+)'/.exec(policy)?.[1] ?? '');
  }
  expect(new Set(nonces).size).toBe(everything.length);
});

test('assets may be kept by browsers, and are what they say they are', async () => {
  const { body } = await send({ path: '/' });
  const asset = /\/_next\/static\/[^"'\\]+\.js/.exec(body)?.[0];
  const { status, headers } = await send({ path: asset ?? '' });
  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' });
  expect(headers['cache-control']).toContain('immutable');
});

test('hostile Host and forwarding headers leave no trace in any answer', async () => {
  const hostile = {
    host: 'evil.example',
    forwarded: 'host=evil.example;proto=https',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '1234',
    'x-original-url': '/evil.example',
    'x-rewrite-url': '/evil.example',
  };
  for (const path of [...everything, '//evil.test/', '/\\evil.test']) {
    const { status, headers, body } = await send({ path, headers: hostile });
    expect(status, path).toBeLessThan(500);
    expect(JSON.stringify(headers) + body, path).not.toContain('evil.example');
    expect(String(headers.location ?? '/'), path).toMatch(/^\/(?![/\\])/);
  }
  const { status, headers, body } = await send({ method: 'POST', path: '/api/sign-in', headers: { ...ownPage, ...hostile }, body: '{}' });
  expect(status).toBe(200);
  expect(JSON.stringify(headers) + body).not.toContain('evil.example');
});

test('Server Functions do not exist: a Next-Action header is answered with 404', async () => {
  for (const path of [...pages, ...writes]) {
    const answer = await send({ method: 'POST', path, headers: { ...ownPage, 'next-action': 'a'.repeat(40) }, body: '[]' });
    expect(answer.status, path).toBe(404);
  }
});

test('an error says a code and a trace number, and nothing of the inside', async () => {
  const { body, headers } = await send({ path: own('') });
  expect(headers['content-type']).toContain('application/problem+json');
  expect(Object.keys(JSON.parse(body) as object).sort()).toEqual(['code', 'status', 'title', 'trace']);
  expect(body).not.toMatch(/stack|prisma|node_modules|at /i);
});
