import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { invitationLines, invitationRow, newInvitation, refused, released, setInvitation } from '@/lib/data/invitations.test-data';
import { everything, owner } from '@/lib/data/owned.test-data';
import { wrongLinks } from '@/lib/web/guess-limit';
import { currentInvitation } from '@/lib/web/invite-session';
import { newLinkToken } from '@/lib/web/link-token';
import { cookieOf, ownPage, post, withPortal } from '@/lib/web/portal.test-data';
import { POST as open } from './open/route';
import { POST as signIn } from './sign-in/route';

process.env['TRUSTED_PROXY_HOPS'] = '1';
withPortal();

const tenantId = randomUUID();
const byDomain = { kind: 'domain', domain: 'pinecrest.example' } as const;

async function made(expected: Parameters<typeof newInvitation>[0] = byDomain) {
  const { token, tokenHash } = newLinkToken();
  return { token, ...(await newInvitation(expected, tokenHash)) };
}
const opening = (token: string, { cookie = '', address = '' } = {}) =>
  post(open, { body: JSON.stringify({ token }), headers: { ...ownPage, cookie, 'x-forwarded-for': address } });
const browser = async (token: string) => cookieOf((await opening(token)).headers.get('set-cookie'));
const signingIn = (cookie: string) => post(signIn, { headers: { ...ownPage, cookie } });
const over = {
  revoked: "ended_at = now(), ended_how = 'revoked'",
  refused,
  replaced: 'token_hash = gen_random_uuid()::text',
  expired: "expires_at = now() - interval '1 second'",
  used: 'redeemed_at = now(), browser_hash = gen_random_uuid()::text',
};
/** Status and body of a refusal, less its trace number, which is new each time. */
async function said(response: Response) {
  const { trace: _trace, ...body } = await response.json();
  return [response.status, response.headers.get('set-cookie'), body];
}

describe('opening an invitation', () => {
  test('gives this browser a sealed cookie that shows neither id nor token, and uses nothing up', async () => {
    const { id, token } = await made();
    for (const answer of await Promise.all(Array.from({ length: 5 }, () => opening(token)))) {
      const cookie = answer.headers.get('set-cookie') ?? '';
      expect(cookie).toMatch(/^__Host-invite=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=\d{7}$/);
      for (const secret of [id, token]) expect(cookie).not.toContain(secret);
      expect(await answer.json()).toEqual({ resumes: false });
    }
    expect(await invitationLines(id)).toEqual(['invitation.opened']);
    expect(await invitationRow(id)).toMatchObject({ redeemed_at: null, browser_hash: null });
  });

  test('is one answer for unknown, revoked, refused, replaced, expired and used, and for what is no token', async () => {
    const tokens = [newLinkToken().token, '', 'x', 'a'.repeat(200)];
    for (const columns of Object.values(over)) {
      const { id, token } = await made();
      await setInvitation(id, columns);
      tokens.push(token);
    }
    const before = await everything();
    const answers = await Promise.all(tokens.map(async (token) => said(await opening(token))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(answers[0])]));
    expect(answers[0]?.[0]).toBe(404);
    expect(await everything()).toBe(before);
  });

  test('again keeps the browser’s secret, so that the invitation it has used stays its own', async () => {
    const { token } = await made();
    const cookie = await browser(token);
    await signingIn(cookie);
    const again = await opening(token, { cookie });
    expect(await again.json()).toEqual({ resumes: true });
    const [first, second] = [await currentInvitation(cookie), await currentInvitation(cookieOf(again.headers.get('set-cookie')))];
    expect(second?.browser).toEqual(first?.browser);
    expect((await opening(token)).status).toBe(404);
  });
});

describe('10,000 guesses', () => {
  test('get one answer; from the limit on they ask the database nothing, and one row is all that they write', async () => {
    await owner().query('DELETE FROM limits');
    const { token } = await made();
    const address = '203.0.113.77';
    const before = await everything();
    const answers = new Set<string>();
    for (let guess = 0; guess < 10_000; guess += 1) {
      answers.add(JSON.stringify(await said(await opening(newLinkToken().token, { address }))));
    }
    expect([...answers]).toEqual([
      JSON.stringify([404, null, { title: 'There is nothing at this address.', status: 404, code: 'not-found' }]),
    ]);
    const { rows } = await owner().query('SELECT uses FROM limits');
    expect(rows).toEqual([{ uses: wrongLinks.most }]);
    await owner().query('DELETE FROM limits');
    expect(await everything()).toBe(before);
    // the right one, too, from there; and from anywhere else it is good
    expect((await opening(token, { address })).status).toBe(404);
    expect((await opening(token, { address: '203.0.113.78' })).status).toBe(200);
  }, 120_000);
});

describe('"Sign in with Microsoft"', () => {
  test.each([
    ['at the expected tenant', { kind: 'tenant', tenantId } as const, `/login/${tenantId}/`],
    ['at any organization', byDomain, '/login/organizations/'],
  ])('uses the invitation for this browser and leaves for Microsoft’s page %s', async (_, expected, path) => {
    const { id, token } = await made(expected);
    const cookie = await browser(token);
    const answer = await signingIn(cookie);
    const location = new URL((await answer.json()).location);
    // a hint would lead a federated domain's administrators of the cloud alone to a sign-in that does not know them
    expect([location.pathname.startsWith(path), location.searchParams.has('domain_hint')]).toEqual([true, false]);
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-flow=/);
    expect(await invitationLines(id)).toEqual(['invitation.opened', 'invitation.redeemed']);
  });

  test('once: of ten browsers at once one leaves, the others are told that the link is over; the one may go on as often as it likes', async () => {
    const { id, token } = await made();
    const cookies = await Promise.all(Array.from({ length: 10 }, () => browser(token)));
    const statuses = await Promise.all(cookies.map(async (cookie) => (await signingIn(cookie)).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 401)).toHaveLength(9);
    const winner = cookies[statuses.indexOf(200)] ?? '';
    for (let times = 0; times < 3; times += 1) expect((await signingIn(winner)).status).toBe(200);
    expect((await invitationLines(id)).filter((line) => line === 'invitation.redeemed')).toHaveLength(1);
  });

  test.each(Object.entries(over))('of an invitation that was %s meanwhile writes nothing', async (_, columns) => {
    const { id, token } = await made();
    const cookie = await browser(token);
    await setInvitation(id, columns);
    const before = await everything();
    expect((await signingIn(cookie)).status).toBe(401);
    expect(await everything()).toBe(before);
  });

  test.each(['', '__Host-invite=forged', '__Host-invite=', '__Host-session=x'])('with the cookie %j is no invitation', async (cookie) => {
    const before = await everything();
    expect((await signingIn(cookie)).status).toBe(401);
    expect(await everything()).toBe(before);
  });

  test('comes from our own page alone', async () => {
    const { token } = await made();
    const cookie = await browser(token);
    const { 'x-requested-with': _own, ...without } = ownPage;
    for (const headers of [{ ...ownPage, origin: 'https://evil.example' }, { ...ownPage, 'sec-fetch-site': 'cross-site' }, without]) {
      for (const route of [open, signIn]) expect((await post(route, { headers: { ...headers, cookie } })).status).toBe(403);
    }
  });
});

test('a browser sees what support has decided about its invitation', async () => {
  const { id, token } = await made();
  const cookie = await browser(token);
  await signingIn(cookie);
  const seen = async () => (await currentInvitation(cookie))?.invitation;
  await setInvitation(id, `signed_in_at = now(), held_at = now(), tenant_id = '${tenantId}'`);
  expect(await seen()).toMatchObject({ heldAt: expect.any(Date), releasedAt: null });
  await setInvitation(id, released);
  expect(await seen()).toMatchObject({ releasedAt: expect.any(Date), releasedBy: { name: 'Manu Silva' } });
  await setInvitation(id, refused);
  expect(await seen()).toMatchObject({ ended: 'refused' });
});

test('a browser that opens another invitation keeps those it has used, the last three', async () => {
  const all = await Promise.all([0, 1, 2, 3].map(() => made()));
  let cookie = '';
  for (const { token } of all) {
    cookie = cookieOf((await opening(token, { cookie })).headers.get('set-cookie'));
    await signingIn(cookie);
  }
  const answers = await Promise.all(all.map(({ token }) => opening(token, { cookie })));
  expect(answers.map(({ status }) => status)).toEqual([404, 200, 200, 200]);
  expect(await answers[1]?.json()).toEqual({ resumes: true });
  const again = cookieOf(answers[1]?.headers.get('set-cookie') ?? null);
  expect((await currentInvitation(again))?.invitation.id).toBe(all[1]?.id);
});
