import { beforeAll, describe, expect, test } from 'vitest';
import { bookkeeping, everything, newConnection } from '@/lib/data/owned.test-data';
import { manifest } from '@/lib/domain/permissions';
import { ownPage, post, signedIn, withPortal } from '@/lib/web/portal.test-data';
import { POST as accept } from './connections/[id]/accept/route';
import { POST as advance } from './connections/[id]/advance/route';
import { POST as consent } from './connections/[id]/consent/route';
import { POST as look } from './connections/[id]/hand-over/look/route';
import { POST as revoke } from './connections/[id]/hand-over/revoke/route';
import { POST as handOver } from './connections/[id]/hand-over/route';
import { POST as lookAgain } from './connections/[id]/look-again/route';
import { POST as pageCode } from './connections/[id]/page-code/route';
import { POST as retry } from './connections/[id]/retry/route';
import { POST as serviceReference } from './connections/[id]/service-reference/route';
import { POST as openInvitation } from './invite/open/route';
import { POST as openLaunch } from './launch/open/route';
import { POST as signIn } from './sign-in/route';
import { POST as signOut } from './sign-out/route';

withPortal();

const routes = {
  accept,
  advance,
  consent,
  'look-again': lookAgain,
  'hand-over': handOver,
  look,
  revoke,
  'page-code': pageCode,
  retry,
  'service-reference': serviceReference,
  'invite/open': openInvitation,
  'launch/open': openLaunch,
  'sign-in': signIn,
  'sign-out': signOut,
};
const sha = manifest.sha256;
const observedAt = '2026-11-23T12:00:10.000Z';
const shown = `"manifestSha256":"${sha}","observedAt":"${observedAt}"`;

const bodies: readonly [number, string, BodyInit][] = [
  [413, '3 MB', ' '.repeat(3_000_000)],
  [400, 'malformed JSON', '{'],
  [400, 'nothing', ''],
  [400, 'null', 'null'],
  [400, 'a number', '1'],
  [400, 'an array', '[]'],
  [400, 'text', '"x"'],
  [400, '__proto__', '{"__proto__":{"admin":true}}'],
  [400, 'constructor', '{"constructor":{"prototype":{}}}'],
  [400, 'an unknown key', `{${shown},"tenantId":"x"}`],
  [400, 'a tenant, an authority and an address', '{"tenant":"evil","authority":"https://evil.example","redirect":"https://evil.example"}'],
  [400, 'a plan that was seen at no time', `{"manifestSha256":"${sha}"}`],
  [400, 'a plan that was seen at no real time', `{${shown.replace('12:00', '12:60')}}`],
  [400, 'an object for a scalar', '{"manifestSha256":{"not":""},"leaveOut":{"$ne":null}}'],
  [400, 'a NUL', `{${shown.replace(sha, `${sha.slice(1)}\\u0000`)}}`],
  [400, 'a lone surrogate', '{"manifestSha256":"\\ud800"}'],
  [400, 'no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
  [400, 'depth', '['.repeat(10_000)],
];

describe.each(Object.entries(routes))('%s', (_, route) => {
  let browser: Awaited<ReturnType<typeof signedIn>>;
  beforeAll(async () => {
    browser = await signedIn(await newConnection());
  });

  test.each(bodies)('answers %i to %s, and writes nothing', async (status, _what, body) => {
    const before = await everything();
    const response = await post(route, { id: browser.key.id, body, headers: { ...ownPage, cookie: browser.cookie } });
    expect(response.status).toBe(status);
    expect(Object.keys(await response.json())).toEqual(['title', 'status', 'code', 'trace']);
    expect(await everything()).toBe(before);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])('answers 415 to %s', async (type) => {
    const headers = { ...ownPage, cookie: browser.cookie, 'content-type': type };
    expect((await post(route, { id: browser.key.id, headers })).status).toBe(415);
  });

  test('answers 413 to 3 MB of which nobody said how long they are', async () => {
    const body = new Blob([' '.repeat(3_000_000)]).stream();
    expect((await post(route, { id: browser.key.id, body, headers: { ...ownPage, cookie: browser.cookie } })).status).toBe(413);
  });
});

test.each(Object.entries(routes).filter(([name]) => name !== 'advance'))('%s takes a body of its own', async (name, route) => {
  const browser = await signedIn();
  const own: Record<string, string> = {
    accept: `{${shown}}`,
    'page-code': '{"text":"AADSTS650051"}',
    'service-reference': '{"reference":"CI 42"}',
    'invite/open': '{"token":"x"}',
    'launch/open': '{"token":"x"}',
  };
  const body = own[name] ?? '{}';
  const response = await post(route, { id: browser.key.id, body, headers: { ...ownPage, cookie: browser.cookie } });
  // a token that nobody gave is read, and not found
  expect(name.endsWith('/open') ? [404] : [200, 409]).toContain(response.status);
});

describe('a text that a person enters', () => {
  const texts: readonly [string, typeof pageCode, object][] = [
    ['a page of Microsoft without a code', pageCode, { text: 'Sorry, but we are having trouble signing you in.' }],
    ['a page of Microsoft beyond all length', pageCode, { text: `AADSTS650051${' '.repeat(5_000)}` }],
    ['a service reference of spaces', serviceReference, { reference: '   ' }],
    ['a service reference of two lines', serviceReference, { reference: 'a\nb' }],
    ['a service reference beyond what Graph takes', serviceReference, { reference: 'x'.repeat(257) }],
  ];
  test.each(texts)('%s is 400 and writes nothing', async (_, route, body) => {
    const { key, cookie } = await signedIn();
    const before = await everything(bookkeeping);
    const response = await post(route, { id: key.id, body: JSON.stringify(body), headers: { ...ownPage, cookie } });
    expect([response.status, (await response.json()).code]).toEqual([400, 'bad-request']);
    expect(await everything(bookkeeping)).toBe(before);
  });
});

describe('the acceptance of a plan', () => {
  const leaveOut = [...new Set(manifest.rows.map((row) => row.resourceAppId))];
  const stale: readonly [string, unknown][] = [
    ['another list of permissions', { manifestSha256: 'a'.repeat(64), observedAt }],
    ['an organization that was not read', { manifestSha256: sha, observedAt }],
    ['APIs left out of one that was not read', { manifestSha256: sha, observedAt, leaveOut }],
  ];
  test.each(stale)('of %s is 409 and accepts nothing', async (_, accepted) => {
    const { key, cookie } = await signedIn();
    const before = await everything(bookkeeping);
    const response = await post(accept, { id: key.id, body: JSON.stringify(accepted), headers: { ...ownPage, cookie } });
    expect([response.status, (await response.json()).code]).toEqual([409, 'stale']);
    expect(await everything(bookkeeping)).toBe(before);
  });
});
