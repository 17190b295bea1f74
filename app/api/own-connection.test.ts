import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { completed, everything, owner } from '@/lib/data/owned.test-data';
import { cookieOf, get, ownPage, post, signedIn, withPortal } from '@/lib/web/portal.test-data';
import { randomToken } from '@/lib/web/sealing';
import { POST as accept } from './connections/[id]/accept/route';
import { POST as advance } from './connections/[id]/advance/route';
import { GET as calendar } from './connections/[id]/calendar/route';
import { POST as consent } from './connections/[id]/consent/route';
import { POST as look } from './connections/[id]/hand-over/look/route';
import { POST as revoke } from './connections/[id]/hand-over/revoke/route';
import { POST as handOver } from './connections/[id]/hand-over/route';
import { POST as lookAgain } from './connections/[id]/look-again/route';
import { POST as pageCode } from './connections/[id]/page-code/route';
import { GET as receipt } from './connections/[id]/receipt/route';
import { POST as retry } from './connections/[id]/retry/route';
import { GET as view } from './connections/[id]/route';
import { POST as serviceReference } from './connections/[id]/service-reference/route';

withPortal();

type Call = (id: string, cookie: string) => Promise<Response>;
const body = JSON.stringify({ manifestSha256: 'a'.repeat(64), observedAt: '2026-11-23T12:00:10.000Z' });
const calls: Record<string, Call> = {
  view: (id, cookie) => get(view, { id, headers: { cookie } }),
  receipt: (id, cookie) => get(receipt, { id, headers: { cookie } }),
  calendar: (id, cookie) => get(calendar, { id, headers: { cookie } }),
  accept: (id, cookie) => post(accept, { id, body, headers: { ...ownPage, cookie } }),
  advance: (id, cookie) => post(advance, { id, headers: { ...ownPage, cookie } }),
  consent: (id, cookie) => post(consent, { id, headers: { ...ownPage, cookie } }),
  'look-again': (id, cookie) => post(lookAgain, { id, headers: { ...ownPage, cookie } }),
  retry: (id, cookie) => post(retry, { id, headers: { ...ownPage, cookie } }),
  'hand-over': (id, cookie) => post(handOver, { id, headers: { ...ownPage, cookie } }),
  'hand-over/look': (id, cookie) => post(look, { id, headers: { ...ownPage, cookie } }),
  'hand-over/revoke': (id, cookie) => post(revoke, { id, headers: { ...ownPage, cookie } }),
  'page-code': (id, cookie) => post(pageCode, { id, body: '{"text":"AADSTS650051"}', headers: { ...ownPage, cookie } }),
  'service-reference': (id, cookie) => post(serviceReference, { id, body: '{"reference":"CI 42"}', headers: { ...ownPage, cookie } }),
};

let mine: Awaited<ReturnType<typeof signedIn>>;
let theirs: Awaited<ReturnType<typeof signedIn>>;
beforeAll(async () => {
  mine = await signedIn(await completed());
  theirs = await signedIn(await completed());
});

/** Everything of an answer but its trace number. */
async function answerOf(response: Response) {
  const { trace: _trace, ...rest } = await response.json();
  return { status: response.status, headers: Object.fromEntries(response.headers), ...rest };
}

describe.each(Object.entries(calls))('%s', (_, call) => {
  test('answers 404, the same for a foreign connection, an unknown one and anything else, and writes nothing', async () => {
    const before = await everything();
    const foreign = await answerOf(await call(theirs.key.id, mine.cookie));
    expect(foreign).toMatchObject({ status: 404, code: 'not-found' });
    for (const id of [randomUUID(), mine.key.tenantId, mine.key.id.toUpperCase(), 'x', '', '../', "' OR 1=1 --", '\u0000', '__proto__']) {
      expect(await answerOf(await call(id, mine.cookie)), id).toEqual(foreign);
    }
    expect(await everything()).toBe(before);
  });

  test('answers 401, the same without a session, with a forged and with an ended one, for any connection', async () => {
    const before = await everything();
    const none = await answerOf(await call(mine.key.id, ''));
    expect(none).toMatchObject({ status: 401, code: 'unauthenticated' });
    const forged = [`__Host-session=${randomToken()}`, '__Host-session=x', cookieOf('__Host-session='), mine.cookie.replace('__Host-', '')];
    for (const cookie of forged) expect(await answerOf(await call(mine.key.id, cookie)), cookie).toEqual(none);
    expect(await answerOf(await call(theirs.key.id, ''))).toEqual(none);
    expect(await everything()).toBe(before);
  });

  test('answers 401 for a session that is over by time', async () => {
    const old = await signedIn(theirs.key);
    await owner().query("UPDATE sessions SET created_at = now() - interval '61 minutes' WHERE connection_id = $1", [theirs.key.id]);
    expect((await call(theirs.key.id, old.cookie)).status).toBe(401);
  });
});

describe('no GET', () => {
  test.each(['view', 'receipt', 'calendar'])('changes anything: %s', async (name) => {
    const before = await everything();
    expect((await calls[name]?.(mine.key.id, mine.cookie))?.status).toBe(200);
    expect(await everything()).toBe(before);
  });
});

test('every route file answers one method and no other', async () => {
  const modules = [
    import('./connections/[id]/accept/route'),
    import('./connections/[id]/advance/route'),
    import('./connections/[id]/calendar/route'),
    import('./connections/[id]/consent/route'),
    import('./connections/[id]/hand-over/look/route'),
    import('./connections/[id]/hand-over/revoke/route'),
    import('./connections/[id]/hand-over/route'),
    import('./connections/[id]/look-again/route'),
    import('./connections/[id]/receipt/route'),
    import('./connections/[id]/retry/route'),
    import('./connections/[id]/route'),
    import('./approve/consent/route'),
    import('./approve/open/route'),
    import('./approve/sign-in/route'),
    import('./consent/callback/route'),
    import('./sign-in/callback/route'),
    import('./sign-in/route'),
    import('./sign-out/route'),
  ];
  for (const route of await Promise.all(modules)) expect(Object.keys(route)).toEqual([expect.stringMatching(/^(GET|POST)$/)]);
});
