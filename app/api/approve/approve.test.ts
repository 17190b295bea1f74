import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { revokeLink } from '@/lib/data/approval-links';
import { colleague, expireLink, linkLines } from '@/lib/data/approval-links.test-data';
import { redeemLink } from '@/lib/data/approvals';
import { connectionData } from '@/lib/data/connections';
import type { ConnectionKey } from '@/lib/data/data';
import { bookkeeping, everything, leased, owner } from '@/lib/data/owned.test-data';
import type { Person } from '@/lib/domain/connection';
import { person } from '@/lib/domain/record.test-data';
import { stages } from '@/lib/domain/stages.test-data';
import { currentApproval } from '@/lib/web/approval-session';
import { cookieOf, get, origin, ownPage, post, signedIn, withPortal } from '@/lib/web/portal.test-data';
import { currentSession } from '@/lib/web/session';
import { POST as accept } from '../connections/[id]/accept/route';
import { POST as advance } from '../connections/[id]/advance/route';
import { GET as calendar } from '../connections/[id]/calendar/route';
import { POST as consent } from '../connections/[id]/consent/route';
import { POST as look } from '../connections/[id]/hand-over/look/route';
import { POST as revoke } from '../connections/[id]/hand-over/revoke/route';
import { POST as handOver } from '../connections/[id]/hand-over/route';
import { POST as lookAgain } from '../connections/[id]/look-again/route';
import { GET as receipt } from '../connections/[id]/receipt/route';
import { POST as retry } from '../connections/[id]/retry/route';
import { GET as view } from '../connections/[id]/route';
import { POST as depart } from './consent/route';
import { type Admin, approver, asked, back, departed, opening, press, waiting } from './hand-over.test-data';
import { POST as open } from './open/route';
import { POST as beginSignIn } from './sign-in/route';

withPortal();

const load = (key: ConnectionKey) => connectionData.load(key);
const unknown = '/approve?problem=consent-callback-unknown';

describe('asking a colleague', () => {
  test('shows a link of the configured origin once; the database and every later answer hold no token', async () => {
    const admin = await waiting();
    const { link, token } = await asked(admin);
    expect(link).toMatch(new RegExp(`^${origin}/approve/[\\w-]{43}$`));
    expect(await everything()).not.toContain(token);
    for (const again of [await press(look, admin), await press(handOver, admin)]) {
      expect([again.screen, again.next.by, again.handOver?.state, again.handOver?.link]).toEqual(['hand-over', 'colleague', 'made', null]);
    }
    expect(await linkLines(admin.key)).toEqual(['created']);
  });

  test('by several presses at once shows one link, and that one is good', async () => {
    const admin = await waiting();
    const answers = await Promise.all(Array.from({ length: 6 }, () => press(handOver, admin)));
    const shown = answers.flatMap(({ handOver }) => handOver?.link ?? []);
    expect(shown).toHaveLength(1);
    expect((await opening(shown[0]?.slice(-43) ?? '')).status).toBe(200);
    expect(await linkLines(admin.key)).toEqual(['created', 'opened']);
  });

  test('anew gives another link, and the first one opens nothing', async () => {
    const admin = await waiting();
    const [first, second] = [await asked(admin), await asked(admin, '{"anew":true}')];
    expect([(await opening(first.token)).status, (await opening(second.token)).status]).toEqual([404, 200]);
  });

  test('puts aside what stopped the admin at the approval', async () => {
    const admin = await waiting({ ...stages.consentWait, problem: { code: 'consent-role-missing', at: new Date(), evidence: {} } });
    expect((await press(handOver, admin)).screen).toBe('hand-over');
    expect(await load(admin.key)).toMatchObject({ problem: null, state: 'consent_wait' });
  });

  test.each(['fresh', 'app', 'principal', 'minting'] as const)('is 409 where there is nothing to approve: %s', async (name) => {
    const admin = name === 'fresh' ? await signedIn() : await waiting({ ...stages.consentWait, ...gaps[name] });
    const before = await everything(bookkeeping);
    expect((await post(handOver, { id: admin.key.id, headers: { ...ownPage, cookie: admin.cookie } })).status).toBe(409);
    expect(await everything(bookkeeping)).toBe(before);
  });
  const gaps = {
    app: { servicePrincipalId: null },
    principal: { stableAt: null },
    minting: { problem: { code: 'secret-unknown', at: new Date(), evidence: {} } },
  } as const;

  test('is taken back by revoking, and the page of the approval says so', async () => {
    const admin = await waiting();
    const { token } = await asked(admin);
    const revoked = await press(revoke, admin);
    expect([revoked.screen, revoked.handOver?.state]).toEqual(['approve', 'revoked']);
    expect((await opening(token)).status).toBe(404);
  });

  test('writes down that a link has expired when its page looks', async () => {
    const admin = await waiting();
    await asked(admin);
    const { rows } = await owner().query('SELECT id FROM approval_links WHERE connection_id = $1', [admin.key.id]);
    await expireLink({ id: rows[0]?.id });
    expect(await press(look, admin)).toMatchObject({ screen: 'approve', handOver: { state: 'expired' } });
    expect(await linkLines(admin.key)).toEqual(['created', 'expired']);
  });
});

describe('opening a link', () => {
  test('gives this browser a sealed cookie that shows neither link nor token, and uses nothing up', async () => {
    const admin = await waiting();
    const { token } = await asked(admin);
    const answers = await Promise.all(Array.from({ length: 5 }, () => opening(token)));
    for (const answer of answers) {
      const cookie = answer.headers.get('set-cookie') ?? '';
      expect(cookie).toMatch(/^__Host-approval=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=\d{6}$/);
      expect(cookie).not.toContain(token);
      expect(await answer.json()).toEqual({ resumes: false });
    }
    expect(await linkLines(admin.key)).toEqual(['created', 'opened']);
  });

  test('is the same answer for an unknown, revoked, replaced, expired and used token, and for what is none', async () => {
    const [revoked, expired] = [await waiting(), await waiting()];
    const tokens = [(await asked(revoked)).token, (await asked(expired)).token];
    await revokeLink(revoked.key, person);
    await owner().query("UPDATE approval_links SET expires_at = now() - interval '1 second' WHERE connection_id = $1", [expired.key.id]);
    const used = await departed();
    await back(`admin_consent=True&state=${used.state}`, used.cookie);
    const before = await everything(['last_seen_at', 'uses']);
    const bodies = await Promise.all(
      [...tokens, used.token, 'a'.repeat(43), 'x', '', '__proto__'].map(async (token) => {
        const answer = await opening(token);
        const { trace: _trace, ...body } = await answer.json();
        return JSON.stringify([answer.status, answer.headers.get('set-cookie'), body]);
      }),
    );
    expect(new Set(bodies).size).toBe(1);
    expect(bodies[0]).toContain('404');
    expect((await everything(['last_seen_at', 'uses'])).replace(/\{"key_hash[^}]*\}/g, '')).toBe(before.replace(/\{"key_hash[^}]*\}/g, ''));
  });

  test('again in the browser that has signed in goes on there; in another one it does not', async () => {
    const admin = await waiting();
    const { token } = await asked(admin);
    const cookie = await approver(token);
    const again = await opening(token, cookie);
    expect(await again.json()).toEqual({ resumes: true });
    expect(await currentApproval(cookieOf(again.headers.get('set-cookie')))).toMatchObject({ mayApprove: true });
    const stranger = await opening(token);
    expect(await stranger.json()).toEqual({ resumes: false });
    expect(await currentApproval(cookieOf(stranger.headers.get('set-cookie')))).toBeNull();
  });

  test.each(['', 'x', 'a.b.c.d.e', '%00'])('a cookie that we did not seal counts as none: %j', async (value) => {
    expect(await currentApproval(`__Host-approval=${value}`)).toBeNull();
  });
});

describe('a colleague’s browser', () => {
  type Call = (id: string, cookie: string) => Promise<Response>;
  const admins: Readonly<Record<string, Call>> = {
    view: (id, cookie) => get(view, { id, headers: { cookie } }),
    receipt: (id, cookie) => get(receipt, { id, headers: { cookie } }),
    calendar: (id, cookie) => get(calendar, { id, headers: { cookie } }),
    ...Object.fromEntries(
      Object.entries({ accept, advance, consent, lookAgain, retry, handOver, look, revoke }).map(([name, route]) => [
        name,
        (id: string, cookie: string) => post(route, { id, headers: { ...ownPage, cookie } }),
      ]),
    ),
  };
  let admin: Admin;
  let cookie: string;
  beforeAll(async () => {
    admin = await waiting();
    cookie = await approver((await asked(admin)).token);
  });

  test.each(Object.entries(admins))('is refused by %s, also when it calls its cookie a session', async (_, call) => {
    const before = await everything();
    const value = cookie.slice(cookie.indexOf('=') + 1);
    const session = await currentApproval(cookie);
    for (const tried of [cookie, `__Host-session=${value}`, `__Host-session=${session?.browser.browserHash}; ${cookie}`]) {
      expect((await call(admin.key.id, tried)).status).toBe(401);
      expect(await currentSession(tried)).toBeNull();
    }
    expect(await everything()).toBe(before);
  });

  test('holds nothing by which a connection could be reached or a token opened', async () => {
    expect(JSON.stringify(await currentApproval(cookie))).not.toMatch(/token|jwe|appId|epoch/i);
  });

  test('begins a sign-in that asks for no power to write', async () => {
    const { location } = await (await post(beginSignIn, { headers: { ...ownPage, cookie } })).json();
    const scopes = new URL(location).searchParams.get('scope')?.split(' ');
    expect(scopes?.map((scope) => scope.slice(scope.lastIndexOf('/') + 1)).sort()).toEqual(['User.Read', 'openid', 'profile']);
  });

  test('is told to sign in again when it comes with an admin’s cookie, or with none', async () => {
    for (const route of [depart, beginSignIn]) {
      for (const tried of ['', admin.cookie]) expect((await post(route, { headers: { ...ownPage, cookie: tried } })).status).toBe(401);
    }
  });

  test('cannot leave before somebody has signed in, nor an hour later', async () => {
    const { token } = await asked(await waiting());
    const unsigned = cookieOf((await opening(token)).headers.get('set-cookie'));
    expect((await post(depart, { headers: { ...ownPage, cookie: unsigned } })).status).toBe(401);
    await owner().query("UPDATE approval_links SET signed_in_at = now() - interval '61 minutes' WHERE connection_id = $1", [admin.key.id]);
    expect((await post(depart, { headers: { ...ownPage, cookie } })).status).toBe(401);
  });

  test.each(['open', 'consent', 'sign-in'])('is answered only to our own page: %s', async (name) => {
    const route = { open, consent: depart, 'sign-in': beginSignIn }[name] ?? open;
    const { origin: _origin, ...headers } = ownPage;
    for (const strange of [headers, { ...ownPage, origin: 'https://evil.example' }, { ...ownPage, 'sec-fetch-site': 'cross-site' }]) {
      expect((await post(route, { headers: { ...strange, cookie } })).status).toBe(403);
    }
  });
});

describe('a colleague’s return from Microsoft’s page', () => {
  test('leads the connection to look at Graph and no further, names the colleague, and uses the link up', async () => {
    const { admin, cookie, state, location, token } = await departed();
    expect(location.pathname).toBe(`/login/${admin.key.tenantId}/adminconsent`);
    expect(location.searchParams.get('redirect_uri')).toBe(`${origin}/api/consent/callback`);
    expect(await back(`admin_consent=True&tenant=${randomUUID()}&state=${state}`, cookie)).toBe('/approve');
    expect(await load(admin.key)).toMatchObject({ state: 'checking', consentBy: colleague, grantsCompleteAt: null });
    expect((await opening(token)).status).toBe(404);
    expect(await linkLines(admin.key)).toEqual(['created', 'opened', 'redeemed', 'departed', 'approved']);
    expect(await press(look, admin)).toMatchObject({ screen: 'progress', next: { by: 'microsoft' } });
  });

  const declines: readonly [string, Person['roles'], string][] = [
    ['error=access_denied&error_subcode=cancel', person.roles, 'consent-declined'],
    ['error=access_denied', ['b79fbf4d-3ef9-4689-8143-76b194e85509'], 'consent-role-missing'],
    ['error=access_denied&error_description=AADSTS90094%3A+x', person.roles, 'consent-role-missing'],
    ['error=server_error', person.roles, 'consent-failed'],
    ['error=', person.roles, 'consent-failed'],
  ];
  test.each(declines)(
    'with %s is told on the link alone; the connection is as before, and the link is good',
    async (query, roles, kind) => {
      const { admin, cookie, state } = await departed({ ...colleague, roles });
      const before = await load(admin.key);
      expect(await back(`${query}&state=${state}`, cookie)).toBe('/approve');
      expect(await load(admin.key)).toEqual(before);
      expect((await press(look, admin)).handOver?.setback?.kind).toBe(kind);
      expect((await post(depart, { headers: { ...ownPage, cookie } })).status).toBe(200);
    },
  );

  test('counts in no other browser, not for the admin, not twice, and not after the link was revoked', async () => {
    const mine = await departed();
    const theirs = await departed();
    const query = `admin_consent=True&state=${mine.state}`;
    const before = await everything();
    expect(await back(query, theirs.cookie)).toBe(unknown);
    expect(await back(query, mine.admin.cookie)).toBe('/?problem=consent-callback-unknown');
    expect(await back(query, '')).toBe('/connect');
    expect(await everything()).toBe(before);
    expect(await back(query, `${mine.admin.cookie}; ${mine.cookie}`)).toBe('/approve');
    const used = await everything();
    expect(await back(query, mine.cookie)).toBe(unknown);
    expect(await everything()).toBe(used);
    await revokeLink(theirs.admin.key, person);
    const over = await everything();
    expect(await back(`admin_consent=True&state=${theirs.state}`, theirs.cookie)).toBe('/connect');
    expect(await everything()).toBe(over);
  });

  test('bears nobody else’s name: after another person has signed in in this browser it counts for nothing', async () => {
    const { admin, cookie, state } = await departed();
    const browser = (await currentApproval(cookie))?.browser;
    const other: Person = { ...colleague, oid: randomUUID(), name: 'Somebody Else' };
    expect(browser && (await redeemLink(browser, other))).toBe(true);
    const before = await everything();
    for (const query of ['admin_consent=True', 'error=access_denied']) expect(await back(`${query}&state=${state}`, cookie)).toBe(unknown);
    expect(await everything()).toBe(before);
    expect(browser && (await redeemLink(browser, colleague))).toBe(true);
    expect(await back(`admin_consent=True&state=${state}`, cookie)).toBe('/approve');
    expect(await load(admin.key)).toMatchObject({ consentBy: colleague });
  });

  test('still names who approved when the admin’s page has found the grants first', async () => {
    const { admin, cookie, state } = await departed();
    const { lease, record } = await leased(admin.key);
    const { grantsCompleteAt } = stages.minting;
    await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts: { grantsCompleteAt } });
    await connectionData.release(lease);
    await press(look, admin);
    expect(await back(`admin_consent=True&state=${state}`, cookie)).toBe('/approve');
    expect(await load(admin.key)).toMatchObject({ consentBy: colleague });
  });
});
