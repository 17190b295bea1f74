import { expect, test } from 'vitest';
import { connectionData } from '@/lib/data/connections';
import { leased } from '@/lib/data/owned.test-data';
import type { Problem } from '@/lib/domain/connection';
import { ownPage, post, signedIn, withPortal } from '@/lib/web/portal.test-data';
import { POST as signIn } from './route';

withPortal();

const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';

/** Claims that a sign-in asks of the access token; the library asks some of the id token by itself. */
const demanded = (query: URLSearchParams): unknown => JSON.parse(query.get('claims') ?? '{}').access_token ?? null;

/** The query of Microsoft's address to which a sign-in of this browser leaves, while its connection has this problem. */
async function departure(problem: Problem | null): Promise<URLSearchParams> {
  const browser = await signedIn();
  if (problem) {
    const { lease, record } = await leased(browser.key);
    await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts: { problem } });
    await connectionData.release(lease);
  }
  const response = await post(signIn, { headers: { ...ownPage, cookie: browser.cookie } });
  return new URL((await response.json()).location).searchParams;
}

test.each(['claims-challenge', 'claims-unmet'] as const)(
  'a sign-in at %s passes what Microsoft demanded, for the same account',
  async (code) => {
    const query = await departure({ code, at: new Date(), evidence: {}, claims });
    expect({ access_token: demanded(query) }).toEqual(JSON.parse(claims));
    expect(query.get('login_hint')).toMatch(/@/);
    expect(query.get('prompt')).toBeNull();
  },
);

test('a demand that could not be read is met by a fresh sign-in', async () => {
  const query = await departure({ code: 'claims-challenge', at: new Date(), evidence: {} });
  expect([demanded(query), query.get('prompt')]).toEqual([null, 'login']);
});

test('any other sign-in passes no claims and lets the person choose the account', async () => {
  for (const problem of [null, { code: 'role-missing-create', at: new Date(), evidence: {}, claims } as const]) {
    const query = await departure(problem);
    expect([demanded(query), query.get('prompt'), query.get('login_hint')]).toEqual([null, 'select_account', null]);
  }
});
