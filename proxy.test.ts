import { NextRequest } from 'next/server';
import { beforeAll, describe, expect, test } from 'vitest';
import { env } from './lib/env';
import { config, proxy } from './proxy';

beforeAll(() => {
  Object.assign(process.env, { NODE_ENV: 'production', ALLOW_PRACTICE: 'true' });
});

const ask = (path = '/', headers: Record<string, string> = {}, method = 'GET') =>
  proxy(new NextRequest(`http://localhost:3000${path}`, { headers, method }));
const policyOf = (response: Response) => response.headers.get('content-security-policy') ?? '';
const nonceOf = (response: Response) => /'nonce-([^']+)'/.exec(policyOf(response))?.[1] ?? '';

describe('every answer', () => {
  test('has a nonce of 128 bits that none of 1,000 others has', () => {
    const nonces = Array.from({ length: 1000 }, () => nonceOf(ask()));
    expect(new Set(nonces).size).toBe(1000);
    for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  });

  test('has a policy that lets nothing in but our own', () => {
    const response = ask();
    const nonce = nonceOf(response);
    const directives = Object.fromEntries(
      policyOf(response)
        .split('; ')
        .map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
    );
    expect(directives).toEqual({
      'default-src': "'none'",
      'script-src': `'nonce-${nonce}' 'strict-dynamic'`,
      'style-src': `'self' 'nonce-${nonce}'`,
      'style-src-attr': "'unsafe-inline'",
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'manifest-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
    });
  });

  test.each(['/', '/connect', '/api/connections/x', '/permissions', '/nothing/here', '/icon.svg'])('%s has the fixed headers', (path) => {
    expect(Object.fromEntries(ask(path).headers)).toMatchObject({
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
      'cache-control': 'no-store',
    });
  });
});

describe('fetching from Microsoft in the browser', () => {
  const sources = (path: string) => /connect-src ([^;]+)/.exec(policyOf(ask(path)))?.[1]?.split(' ');

  test.each(['/support', '/support/cases/1', '/support/numbers'])('%s may ask the one configured authority for tokens', (path) => {
    const { support, practiceCloudUrl } = env();
    expect(sources(path)).toEqual(support ? ["'self'", practiceCloudUrl?.origin] : ["'self'"]);
  });

  test.each(['/', '/supporters', '/connect', '/api/support/me', '/x/support'])('%s may not', (path) => {
    expect(sources(path)).toEqual(["'self'"]);
  });
});

describe('the page behind it', () => {
  test('gets the nonce of the answer, whatever the browser sent under that name', () => {
    const response = ask('/', { 'x-nonce': 'attacker', 'content-security-policy': "script-src 'unsafe-inline'" });
    expect(response.headers.get('x-middleware-request-x-nonce')).toBe(nonceOf(response));
    expect(response.headers.get('x-middleware-request-content-security-policy')).toBe(policyOf(response));
    expect(response.headers.get('x-middleware-override-headers')?.split(',')).toEqual(
      expect.arrayContaining(['x-nonce', 'content-security-policy']),
    );
  });

  test('is not sent elsewhere by hostile headers', () => {
    const hostile = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-original-url': '/admin',
      'x-middleware-subrequest': 'proxy',
    };
    const response = ask('/connect', hostile);
    expect([response.headers.get('location'), response.headers.get('x-middleware-rewrite'), response.headers.get('set-cookie')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(nonceOf(response)).not.toBe('');
  });
});

describe('a post to a server function', () => {
  const actions = [
    '',
    'x',
    '0'.repeat(40),
    'a'.repeat(64),
    '$ACTION_ID_x',
    '__proto__',
    '../x',
    '1',
    'null',
    '😀'.normalize().length.toString(),
  ];
  test.each(actions)('is refused before any page: %j', async (action) => {
    const response = ask('/connect', { 'next-action': action }, 'POST');
    expect([response.status, await response.text()]).toEqual([404, '']);
    expect(response.headers.get('x-middleware-next')).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

test('nothing but hashed assets is left out', () => {
  const matcher = new RegExp(`^${config.matcher}$`);
  for (const path of [
    '/',
    '/connect',
    '/api/health',
    '/icon.svg',
    '/robots.txt',
    '/_next/image',
    '/_next/data/x.json',
    '/errors/AADSTS1',
  ]) {
    expect(matcher.test(path), path).toBe(true);
  }
  expect(matcher.test('/_next/static/chunks/a.js')).toBe(false);
});
