import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { PortalError, type PortalErrorCode } from '../error';
import { get, ownPage, post, signedIn, withPortal } from './portal.test-data';
import { approveProblemAddress } from './problem-address';
import { adminFile, adminRoute, callbackRoute, openRoute, publicRoute } from './route';

withPortal();

const Empty = z.strictObject({});
const failing = async (): Promise<never> => {
  throw new Error('SECRET-MARKER at /srv/portal/lib/x.ts:12:3');
};

describe('a route of an admin', () => {
  test('answers with what its schema lists and nothing more', async () => {
    const { key, cookie } = await signedIn();
    const route = adminRoute({ body: Empty, answer: z.object({ a: z.number() }), handle: async () => ({ a: 1, jwe: 'SECRET-MARKER' }) });
    const response = await post(route, { id: key.id, headers: { ...ownPage, cookie } });
    expect(await response.json()).toEqual({ a: 1 });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('hands over session, body and parameters, all of them known', async () => {
    const { key, cookie } = await signedIn();
    const route = adminRoute({
      body: z.strictObject({ n: z.number() }),
      answer: z.array(z.unknown()),
      handle: async ({ session, body, params }) => [session.key, session.accessToken, body, params],
    });
    const response = await post(route, { id: key.id, body: '{"n":1}', headers: { ...ownPage, cookie } });
    expect(await response.json()).toEqual([key, 'ACCESS-TOKEN-MARKER', { n: 1 }, { id: key.id }]);
  });

  test('whose answer does not fit its schema is an error without the answer', async () => {
    const { key, cookie } = await signedIn();
    const route = adminRoute({ body: Empty, answer: z.object({ a: z.number() }), handle: async () => ({ a: 'SECRET-MARKER' }) });
    const response = await post(route, { id: key.id, headers: { ...ownPage, cookie } });
    expect([response.status, (await response.text()).includes('MARKER')]).toEqual([500, false]);
  });

  test('never runs for a stranger', async () => {
    let runs = 0;
    const handle = async () => {
      runs += 1;
      return {};
    };
    const { key, cookie } = await signedIn();
    const route = adminRoute({ body: Empty, answer: Empty, handle });
    await post(route, { id: key.id });
    await post(route, { id: key.id, headers: { ...ownPage, cookie, origin: 'null' } });
    await post(route, { id: key.tenantId, headers: { ...ownPage, cookie } });
    await post(route, { id: key.id, body: '[]', headers: { ...ownPage, cookie } });
    expect(runs).toBe(0);
    await post(route, { id: key.id, headers: { ...ownPage, cookie } });
    expect(runs).toBe(1);
  });
});

describe('an unforeseen error', () => {
  const routes = {
    adminRoute: adminRoute({ body: Empty, answer: Empty, handle: failing }),
    openRoute: openRoute({ body: Empty, handle: failing }),
    adminFile: adminFile(failing),
    publicRoute: publicRoute(failing),
  };
  test.each(Object.entries(routes))('in %s ends as 500 with a trace and no text of its own', async (_, route) => {
    const { key, cookie } = await signedIn();
    const response = await post(route, { id: key.id, headers: { ...ownPage, cookie } });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(JSON.parse(text)).toEqual({ title: expect.any(String), status: 500, code: 'internal', trace: expect.any(String) });
    expect(text).not.toMatch(/MARKER|\.ts/);
  });
});

describe('a return from Microsoft that fails', () => {
  const unexpected = ['internal', 'not-found', 'bad-request', 'forbidden', 'configuration'] as const;
  const codes: readonly [PortalErrorCode, string][] = [
    ['busy', 'busy'],
    ['stale', 'busy'],
    ['unavailable', 'database-unavailable'],
    ['unauthenticated', 'session-expired'],
    ...unexpected.map((code): [PortalErrorCode, string] => [code, 'internal']),
  ];
  test.each(codes)('with %s ends at a page that tells of %s', async (code, problem) => {
    const response = await get(callbackRoute(() => Promise.reject(new PortalError(code, 'SECRET-MARKER'))));
    const location = response.headers.get('location');
    expect([response.status, await response.text()]).toEqual([303, '']);
    expect(location).toMatch(new RegExp(`^/\\?problem=${problem}&ref=[\\w-]{36}$`));
  });

  test('of a colleague ends at the page of the link', async () => {
    const response = await get(
      callbackRoute(
        () => Promise.reject(new PortalError('busy', 'SECRET-MARKER')),
        async () => approveProblemAddress,
      ),
    );
    expect(response.headers.get('location')).toMatch(/^\/approve\?problem=busy&ref=[\w-]{36}$/);
  });

  test('in a way nobody foresaw ends at a page with a trace and no text of its own', async () => {
    const response = await get(callbackRoute(failing));
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([303, null, 'no-store']);
    expect(response.headers.get('location')).toMatch(/^\/\?problem=internal&ref=[\w-]{36}$/);
  });
});

test('a route for visitors works with and without a session', async () => {
  const route = openRoute({ body: Empty, handle: async ({ session }) => Response.json(session?.key ?? null) });
  const { key, cookie } = await signedIn();
  expect(await (await post(route, { headers: { ...ownPage, cookie } })).json()).toEqual(key);
  expect(await (await post(route)).json()).toBeNull();
});

test('a file needs a session and no header of ours', async () => {
  const route = adminFile(async ({ session }) => Response.json(session.key));
  const { key, cookie } = await signedIn();
  expect(await (await get(route, { headers: { cookie } })).json()).toEqual(key);
  expect((await get(route)).status).toBe(401);
});
