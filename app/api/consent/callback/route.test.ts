import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { connectionData } from '@/lib/data/connections';
import { bookkeeping, everything, leased, newConnection, owner } from '@/lib/data/owned.test-data';
import { stages } from '@/lib/domain/stages.test-data';
import { get, origin, ownPage, post, signedIn, withPortal } from '@/lib/web/portal.test-data';
import { POST as depart } from '../../connections/[id]/consent/route';
import { GET as callback } from './route';

withPortal();

/** A browser whose connection waits for consent. */
async function waiting() {
  const key = await newConnection();
  const { lease, record } = await leased(key);
  const { acceptedAt, applicationObjectId, appId, servicePrincipalId, stableAt, observed } = stages.consentWait;
  const facts = { acceptedAt, applicationObjectId, appId, servicePrincipalId, stableAt, observed };
  await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts });
  await connectionData.release(lease);
  return signedIn(key);
}

/** The same after "Continue to Microsoft to approve", with the state that went along. */
async function departed() {
  const browser = await waiting();
  const response = await post(depart, { id: browser.key.id, headers: { ...ownPage, cookie: browser.cookie } });
  const url = new URL((await response.json()).location);
  return { ...browser, url, state: url.searchParams.get('state') ?? '' };
}
const back = (query: string, cookie: string) => get(callback, { path: `/api/consent/callback?${query}`, headers: { cookie } });
const load = ({ key }: Awaited<ReturnType<typeof waiting>>) => connectionData.load(key);
const unknown = '/?problem=consent-callback-unknown';

describe('the departure', () => {
  test('leads to the consent page of this tenant, for this app, back to the configured origin', async () => {
    const { url, key, state } = await departed();
    expect(url.pathname).toBe(`/login/${key.tenantId}/adminconsent`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: stages.app.appId,
      redirect_uri: `${origin}/api/consent/callback`,
      state,
    });
    expect(state).toMatch(/^[\w-]{43}$/);
  });

  test('is 409 when there is nothing to approve', async () => {
    const { key, cookie } = await signedIn();
    const before = await everything(bookkeeping);
    expect((await post(depart, { id: key.id, headers: { ...ownPage, cookie } })).status).toBe(409);
    expect(await everything(bookkeeping)).toBe(before);
  });
});

describe('a return', () => {
  test('that says all is well proves nothing: the state is checking, no grant is counted', async () => {
    const browser = await departed();
    const response = await back(`admin_consent=True&tenant=${randomUUID()}&state=${browser.state}`, browser.cookie);
    expect([response.status, response.headers.get('location')]).toEqual([303, '/connect']);
    expect(await load(browser)).toMatchObject({
      state: 'checking',
      grantsCompleteAt: null,
      credentials: [],
      tenantId: browser.key.tenantId,
    });
  });

  const declined: readonly [string, string][] = [
    ['error=access_denied&admin_consent=True', 'consent-declined'],
    ['error=permission_denied&error_description=AADSTS65004%3A+x', 'consent-declined'],
    ['error=access_denied&error_description=AADSTS90094%3A+x', 'consent-role-missing'],
    ['error=invalid_request', 'consent-failed'],
    ['error=server_error', 'microsoft-unavailable'],
    ['error=', 'consent-failed'],
    ['error=access_denied&error=x&admin_consent=True', 'consent-failed'],
    ['error=access_denied%00', 'consent-failed'],
  ];
  test.each(declined)('with %s is a problem with one next step, and grants nothing', async (query, code) => {
    const browser = await departed();
    const response = await back(`${query}&state=${browser.state}`, browser.cookie);
    expect(response.headers.get('location')).toBe('/connect');
    expect(await load(browser)).toMatchObject({ state: 'attention', problem: { code }, consentReturnedAt: null, grantsCompleteAt: null });
  });

  test('that comes five times at once is one return, and is used up by it', async () => {
    const browser = await departed();
    const query = `admin_consent=True&state=${browser.state}`;
    const answers = await Promise.all(Array.from({ length: 5 }, () => back(query, browser.cookie)));
    const locations = new Set(answers.map((response) => response.headers.get('location')));
    expect(locations).toContain('/connect');
    expect([...locations].filter((location) => location !== '/connect' && location !== unknown)).toEqual([]);
    expect(await load(browser)).toMatchObject({ state: 'checking' });
    const before = await everything();
    expect((await back(query, browser.cookie)).headers.get('location')).toBe(unknown);
    expect(await everything()).toBe(before);
  });

  test('that could not be written leads to a page, and counts when it comes again', async () => {
    const browser = await departed();
    const append = 'append_audit(text, text, uuid, uuid, text)';
    const query = `error=access_denied&state=${browser.state}`;
    const before = await everything(bookkeeping);
    await owner().query(`REVOKE EXECUTE ON FUNCTION ${append} FROM portal_app`);
    const failed = await back(query, browser.cookie).finally(() => owner().query(`GRANT EXECUTE ON FUNCTION ${append} TO portal_app`));
    expect([failed.status, failed.headers.get('location')]).toEqual([303, expect.stringMatching(/^\/\?problem=internal&ref=[\w-]{36}$/)]);
    expect(await everything(bookkeeping)).toBe(before);
    expect((await back(query, browser.cookie)).headers.get('location')).toBe('/connect');
    expect(await load(browser)).toMatchObject({ problem: { code: 'consent-declined' } });
  });
});

describe('a return that this browser has not departed for', () => {
  const hostile = [
    '',
    'admin_consent=True',
    'state=',
    'state=x',
    `state=${'a'.repeat(43)}`,
    'state=x&state=y',
    'state=%00',
    'error=access_denied',
    'state[]=x',
    'tenant=x&admin_consent=True&state=__proto__',
  ];
  test.each(hostile)('changes nothing and says so: %j', async (query) => {
    const browser = await departed();
    const before = await everything();
    const response = await back(query, browser.cookie);
    expect([response.status, response.headers.get('location')]).toEqual([303, unknown]);
    expect(await everything()).toBe(before);
  });

  test('does not count in another browser, and leaves the departure good', async () => {
    const [mine, theirs] = [await departed(), await departed()];
    const before = await everything();
    const stolen = `admin_consent=True&state=${mine.state}`;
    expect((await back(stolen, theirs.cookie)).headers.get('location')).toBe(unknown);
    expect((await back(stolen, (await signedIn(mine.key)).cookie)).headers.get('location')).toBe(unknown);
    expect((await back(stolen, '')).headers.get('location')).toBe('/connect');
    expect((await load(mine))?.state).toBe('consent_wait');
    expect((await back(stolen, mine.cookie)).headers.get('location')).toBe('/connect');
    expect(before).toContain('consent_wait');
  });

  test('leaves no trace of a hostile host in the redirect', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    const response = await callback(new Request('https://evil.example/api/consent/callback?state=x', { headers }), {
      params: Promise.resolve({}),
    });
    expect(JSON.stringify([...response.headers])).not.toContain('evil');
  });
});
