import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invitationLines, invitationRow, newInvitation, setInvitation } from '@/lib/data/invitations.test-data';
import { bookkeeping, everything, owner } from '@/lib/data/owned.test-data';
import type { Expected } from '@/lib/domain/expected';
import { newLinkToken } from '@/lib/web/link-token';
import { cookieOf, get, origin, ownPage, post, withPortal } from '@/lib/web/portal.test-data';
import { defaults } from '../../../practice/defaults';
import { startPractice } from '../../../practice/server';
import { Browser, leftFor, pageOf } from '../../../practice/testing/browser';
import { GET as callback } from '../sign-in/callback/route';
import { POST as signIn } from '../sign-in/route';
import { POST as open } from './open/route';
import { POST as signInInvited } from './sign-in/route';

withPortal();
let practice: Awaited<ReturnType<typeof startPractice>>;
beforeAll(async () => {
  const portal = {
    ...{ clientId: defaults.portalClientId, clientSecret: defaults.portalClientSecret },
    redirectUris: [`${origin}/api/sign-in/callback`],
  };
  practice = await startPractice({ port: 0, lagSeconds: 0, portal });
  Object.assign(process.env, { PRACTICE_CLOUD_URL: practice.url, OPEN_START: 'false' });
});
afterAll(() => practice.close());

const tenantOf = async (domain: string): Promise<string> => {
  const { people } = await (await fetch(`${practice.url}/control/people`)).json();
  return people.find(({ account }: { account: string }) => account.endsWith(`@${domain}`)).tenantId;
};

/** A browser of the portal: what it was given goes back with every request. */
class Visitor {
  cookies: readonly string[] = [];
  headers = () => ({ ...ownPage, cookie: this.cookies.join('; ') });

  take(response: Response): Response {
    const fresh = response.headers.getSetCookie().map(cookieOf);
    const named = (cookie: string) => cookie.split('=', 1).join('');
    this.cookies = [...this.cookies.filter((old) => !fresh.some((cookie) => named(cookie) === named(old))), ...fresh];
    return response;
  }

  /** Opens an invitation. */
  async opens(token: string): Promise<void> {
    this.take(await post(open, { body: JSON.stringify({ token }), headers: this.headers() }));
  }

  /** From the press of "Sign in with Microsoft" to where the portal sends the browser afterwards. */
  async signsIn(route: typeof signIn, account: string, meanwhile = async () => {}): Promise<string> {
    const { location } = await this.take(await post(route, { headers: this.headers() })).json();
    await meanwhile();
    const microsoft = new Browser(practice.url);
    let visit = await microsoft.press(pageOf(await microsoft.open(location)), account);
    if (visit.page?.html.includes('Permissions requested')) visit = await microsoft.press(visit.page, 'Accept');
    const back = leftFor(visit);
    const end = this.take(await get(callback, { path: back.pathname + back.search, headers: this.headers() }));
    return end.headers.get('location') ?? '';
  }
}

async function invitation(expected: Expected) {
  const { token, tokenHash } = newLinkToken();
  return { token, ...(await newInvitation(expected, tokenHash)) };
}
const states = async () => (await owner().query('SELECT state FROM connections ORDER BY created_at')).rows.map(({ state }) => state);
/** A sign-in that came back has used up its state, whatever became of it. */
const withoutStates = async () => {
  await owner().query('DELETE FROM used_states');
  return everything(bookkeeping);
};

describe('where an invitation is needed', () => {
  test('a stranger’s sign-in ends with its own problem and writes nothing', async () => {
    const before = await withoutStates();
    expect(await new Visitor().signsIn(signIn, 'admin@contoso.example')).toMatch(/^\/\?problem=invitation-needed/);
    expect(await withoutStates()).toBe(before);
  });

  test('an invited admin gets a session, and a colleague of the organization comes back without the link', async () => {
    const { token } = await invitation({ kind: 'tenant', tenantId: await tenantOf('contoso.example') });
    const visitor = new Visitor();
    await visitor.opens(token);
    expect(await visitor.signsIn(signInInvited, 'adele@contoso.example')).toBe('/connect');
    expect(visitor.cookies.some((cookie) => cookie.startsWith('__Host-session='))).toBe(true);
    expect(await new Visitor().signsIn(signIn, 'admin@contoso.example')).toBe('/connect');
    expect(await states()).toEqual(['signed_in']);
  });

  test('the right admin gets in also where the connection that a wrong account began cannot be settled at the moment', async () => {
    const { id, token } = await invitation({ kind: 'domain', domain: 'contoso.example' });
    const visitor = new Visitor();
    await visitor.opens(token);
    expect(await visitor.signsIn(signInInvited, 'admin@woodgrove.example')).toBe('/connect');
    await setInvitation(id, 'held_at = now()');
    const left = (await owner().query('SELECT connection_id FROM invitations WHERE id = $1', [id])).rows[0]?.connection_id;
    await owner().query(`CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'away'; END $$;
      CREATE TRIGGER away BEFORE UPDATE ON connections FOR EACH ROW WHEN (OLD.id = '${left}') EXECUTE FUNCTION away()`);
    expect(await visitor.signsIn(signInInvited, 'adele@contoso.example')).toBe('/connect');
    await owner().query('DROP TRIGGER away ON connections; DROP FUNCTION away');
  });

  test('what stops an invited admin is noted for support, and forgotten when somebody gets in', async () => {
    const { id, token } = await invitation({ kind: 'tenant', tenantId: await tenantOf('woodgrove.example') });
    const visitor = new Visitor();
    await visitor.opens(token);
    const [page = '', query] = (await visitor.signsIn(signInInvited, 'Cancel')).split('?');
    const told = new URLSearchParams(query);
    expect(page).toBe('/invite');
    const { setback } = await invitationRow(id);
    expect(setback).toEqual({
      problem: told.get('problem'),
      code: told.get('code'),
      reference: told.get('ref'),
      at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(told.get('problem')).toBe('sign-in-cancelled');
    expect((await invitationLines(id)).at(-1)).toBe('invitation.set-back');
    expect(await visitor.signsIn(signInInvited, 'admin@woodgrove.example')).toBe('/connect');
    expect(await invitationRow(id)).toMatchObject({ setback: null, signed_in_at: expect.any(Date) });
  });

  test('what Microsoft’s page says of a policy is noted by its number and correlation id alone', async () => {
    const { id, token } = await invitation({ kind: 'domain', domain: 'pinecrest.example' });
    const visitor = new Visitor();
    await visitor.opens(token);
    const { location } = await visitor.take(await post(signInInvited, { headers: visitor.headers() })).json();
    const reference = '0b3f7a52-6d1c-4e89-9a27-58c1f4e0d936';
    const state = new URL(location).searchParams.get('state') ?? '';
    const description = `AADSTS53003: Anne Bram is blocked by policy. Correlation ID: ${reference}`;
    const query = new URLSearchParams({ error: 'interaction_required', error_description: description, state });
    await get(callback, { path: `/api/sign-in/callback?${query}`, headers: visitor.headers() });
    const { setback } = await invitationRow(id);
    expect(setback).toMatchObject({ problem: 'conditional-access', code: 'AADSTS53003', reference });
    expect(JSON.stringify(setback)).not.toContain('Anne');
    // the same answer in a browser that has not begun this sign-in is nobody's
    await setInvitation(id, 'setback = NULL');
    await get(callback, { path: `/api/sign-in/callback?${query}`, headers: new Visitor().headers() });
    expect(await invitationRow(id)).toMatchObject({ setback: null });
  });

  test('an invitation that is revoked while its admin is at Microsoft opens nothing', async () => {
    const { id, token } = await invitation({ kind: 'domain', domain: 'woodgrove.example' });
    const visitor = new Visitor();
    await visitor.opens(token);
    let before = '';
    const revoked = async () => {
      await setInvitation(id, "ended_at = now(), ended_how = 'revoked'");
      before = await withoutStates();
    };
    expect(await visitor.signsIn(signInInvited, 'admin@woodgrove.example', revoked)).toBe('/invite');
    expect(visitor.cookies.some((cookie) => cookie.startsWith('__Host-session='))).toBe(false);
    expect(await withoutStates()).toBe(before);
  });
});
