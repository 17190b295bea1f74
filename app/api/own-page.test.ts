import { beforeAll, describe, expect, test } from 'vitest';
import { completed, everything } from '@/lib/data/owned.test-data';
import { origin, ownPage, post, signedIn, withPortal } from '@/lib/web/portal.test-data';
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
  'sign-in': signIn,
  'sign-out': signOut,
};

const { origin: _origin, ...withoutOrigin } = ownPage;
const { 'x-requested-with': _header, ...withoutHeader } = ownPage;
const foreign: Record<string, Record<string, string>> = {
  'no Origin': withoutOrigin,
  'an Origin of null': { ...ownPage, origin: 'null' },
  'an empty Origin': { ...ownPage, origin: '' },
  'a foreign Origin': { ...ownPage, origin: 'https://evil.example' },
  'the Origin of a sub-domain': { ...ownPage, origin: 'https://a.localhost:3000' },
  'the Origin of another port': { ...ownPage, origin: 'https://localhost:3001' },
  'the Origin over plain http': { ...ownPage, origin: 'http://localhost:3000' },
  'an Origin that only begins like ours': { ...ownPage, origin: `${origin}.evil.example` },
  'two Origins': { ...ownPage, origin: `${origin}, https://evil.example` },
  'a cross-site fetch': { ...ownPage, 'sec-fetch-site': 'cross-site' },
  'a same-site fetch': { ...ownPage, 'sec-fetch-site': 'same-site' },
  'a navigation by hand': { ...ownPage, 'sec-fetch-site': 'none' },
  'no header of ours': withoutHeader,
  'another header of ours': { ...ownPage, 'x-requested-with': 'XMLHttpRequest' },
  'a Host and X-Forwarded-Host that fit a foreign Origin': {
    ...ownPage,
    origin: 'https://evil.example',
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
  },
};
const cases = Object.entries(routes).flatMap(([name, route]) =>
  Object.entries(foreign).map(([what, headers]) => ({ name, route, what, headers })),
);

describe('a press that did not come from our own page', () => {
  let browser: Awaited<ReturnType<typeof signedIn>>;
  beforeAll(async () => {
    browser = await signedIn(await completed());
  });

  test.each(cases)('$name with $what is 403, and the database is as before', async ({ route, headers }) => {
    const before = await everything();
    const response = await post(route, { id: browser.key.id, headers: { ...headers, cookie: browser.cookie } });
    expect([response.status, (await response.json()).code]).toEqual([403, 'forbidden']);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(await everything()).toBe(before);
  });

  test('was tried with at least 12 sets of headers on each of twelve routes', () => {
    expect(Object.keys(foreign).length).toBeGreaterThanOrEqual(12);
    expect(cases).toHaveLength(Object.keys(foreign).length * 12);
  });

  test('with everything right is not refused, so that the refusals above mean something', async () => {
    for (const [name, route] of Object.entries({ lookAgain, retry, signOut })) {
      const response = await post(route, { id: browser.key.id, headers: { ...ownPage, cookie: browser.cookie } });
      expect(response.status, name).toBe(200);
    }
  });

  test('is judged without Sec-Fetch-Site where the browser sends none', async () => {
    const { 'sec-fetch-site': _site, ...older } = ownPage;
    expect((await post(signOut, { headers: older })).status).toBe(200);
  });
});
