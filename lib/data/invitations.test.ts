import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { browserInvitation, invitationByToken, noteInvitationOpened, noteSignInSetback, redeemInvitation } from './invitations';
import { browserOf, invitationLines, invitationRow, newInvitation, refused, setInvitation } from './invitations.test-data';
import { asRole, everything, owner, withOwnDatabase } from './owned.test-data';

withOwnDatabase();

const expected = { kind: 'domain', domain: 'pinecrest.example' } as const;
const over = {
  revoked: "ended_at = now(), ended_how = 'revoked'",
  refused,
  expired: "expires_at = now() - interval '1 second'",
  replaced: "token_hash = 'another'",
  used: "redeemed_at = now(), browser_hash = 'another browser'",
};

describe('a token', () => {
  test('shows its invitation, as often as it is read, and reading writes nothing', async () => {
    const { id, tokenHash } = await newInvitation(expected);
    const before = await everything();
    for (let times = 0; times < 10; times += 1) {
      const invitation = await invitationByToken(tokenHash, null);
      expect(invitation).toMatchObject({ id, customer: 'Pinecrest Schools', customerId: 'C-1042', expected, openedAt: null });
      expect(Object.keys(invitation ?? {})).not.toContain('tokenHash');
      expect(Object.keys(invitation ?? {})).not.toContain('browserHash');
    }
    expect(await everything()).toBe(before);
  });

  test.each(Object.entries(over))('shows and redeems nothing when it is %s', async (_, columns) => {
    const made = await newInvitation(expected);
    const browser = browserOf(made);
    await setInvitation(made.id, columns);
    const before = await everything();
    expect(await invitationByToken(made.tokenHash, browser.browserHash)).toBeNull();
    expect(await redeemInvitation(browser)).toBeNull();
    expect(await browserInvitation(browser)).toBeNull();
    await noteInvitationOpened(made.tokenHash);
    expect(await everything()).toBe(before);
    await setInvitation(
      made.id,
      "token_hash = gen_random_uuid()::text, browser_hash = NULL, redeemed_at = NULL, ended_at = now(), ended_how = 'revoked'",
    );
  });

  test('is noted as opened once', async () => {
    const { id, tokenHash } = await newInvitation(expected);
    await Promise.all(Array.from({ length: 5 }, () => noteInvitationOpened(tokenHash)));
    expect(await invitationLines(id)).toEqual(['invitation.opened']);
  });
});

describe('redeeming', () => {
  test('is for one browser: of ten at once one wins, and that one may again', async () => {
    const made = await newInvitation(expected);
    const browsers = Array.from({ length: 10 }, () => browserOf(made));
    const answers = await Promise.all(browsers.map(redeemInvitation));
    const winners = browsers.filter((_, index) => answers[index]);
    expect(winners).toHaveLength(1);
    for (const winner of winners) {
      expect(await redeemInvitation(winner)).toMatchObject({ id: made.id });
      expect(await browserInvitation(winner)).toMatchObject({ id: made.id });
      expect(await invitationByToken(made.tokenHash, winner.browserHash)).toMatchObject({ id: made.id });
      expect(await invitationRow(made.id)).toMatchObject({ browser_hash: winner.browserHash, opened_at: expect.any(Date) });
    }
    expect(await invitationLines(made.id)).toEqual(['invitation.redeemed']);
  });

  test('needs the token’s hash: the id alone opens nothing', async () => {
    const made = await newInvitation(expected);
    for (const tokenHash of [null, '', randomUUID()]) {
      expect(await redeemInvitation({ ...browserOf(made), tokenHash })).toBeNull();
      expect(await browserInvitation({ ...browserOf(made), tokenHash })).toBeNull();
    }
  });

  test('ends with the invitation, until somebody has signed in with it', async () => {
    const made = await newInvitation(expected);
    const browser = browserOf(made);
    await redeemInvitation(browser);
    await setInvitation(made.id, over.expired);
    expect(await redeemInvitation(browser)).toBeNull();
    await setInvitation(made.id, 'signed_in_at = now()');
    expect(await redeemInvitation(browser)).toMatchObject({ id: made.id });
  });

  test('of a new link after a sign-in ends with that link like any other', async () => {
    const made = await newInvitation(expected);
    await redeemInvitation(browserOf(made));
    const tokenHash = randomUUID();
    await setInvitation(made.id, `signed_in_at = now(), token_hash = '${tokenHash}', browser_hash = NULL, redeemed_at = NULL`);
    const fresh = browserOf({ id: made.id, tokenHash });
    expect(await invitationByToken(tokenHash, fresh.browserHash)).toMatchObject({ id: made.id });
    expect(await browserInvitation(fresh)).toMatchObject({ id: made.id });
    await setInvitation(made.id, over.expired);
    expect(await invitationByToken(tokenHash, fresh.browserHash)).toBeNull();
    expect(await browserInvitation(fresh)).toBeNull();
    expect(await redeemInvitation(fresh)).toBeNull();
  });

  test('that support has refused is shown to that browser and is no use any more', async () => {
    const made = await newInvitation(expected);
    const browser = browserOf(made);
    await redeemInvitation(browser);
    await setInvitation(made.id, refused);
    expect(await browserInvitation(browser)).toMatchObject({ ended: 'refused' });
    expect(await redeemInvitation(browser)).toBeNull();
    expect(await browserInvitation(browserOf(made))).toBeNull();
  });
});

describe('what stopped a sign-in', () => {
  const setback = (code: string) => ({ problem: 'conditional-access' as const, code, reference: randomUUID(), at: new Date() });

  test('is noted for the browser that used the invitation, the last one alone, each with a line of the audit', async () => {
    const made = await newInvitation(expected);
    const browser = browserOf(made);
    await redeemInvitation(browser);
    const [first, last] = [setback('AADSTS53003'), setback('AADSTS53000')];
    await noteSignInSetback(browser, first);
    await noteSignInSetback(browser, last);
    expect(await browserInvitation(browser)).toMatchObject({ setback: last });
    expect(await invitationLines(made.id)).toEqual(['invitation.redeemed', 'invitation.set-back', 'invitation.set-back']);
    const { rows } = await owner().query("SELECT details::jsonb AS details FROM audit_lines WHERE action = 'invitation.set-back' LIMIT 1");
    expect(rows).toEqual([{ details: { invitation: made.id, how: 'conditional-access' } }]);
  });

  test('is noted by no other browser, and not where the invitation has ended', async () => {
    const made = await newInvitation(expected);
    const browser = browserOf(made);
    await noteSignInSetback(browser, setback('AADSTS53003'));
    await redeemInvitation(browser);
    await noteSignInSetback(browserOf(made), setback('AADSTS53003'));
    await setInvitation(made.id, refused);
    await noteSignInSetback(browser, setback('AADSTS53003'));
    expect(await invitationRow(made.id)).toMatchObject({ setback: null });
    expect(await invitationLines(made.id)).toEqual(['invitation.redeemed']);
  });
});

describe('the database', () => {
  const named = (role: string, { link = '', browser = '', tenant = '' }, statement: string) =>
    asRole(role, tenant, async (client) => {
      await client.query("SELECT set_config('portal.link_hash', $1, true), set_config('portal.browser_hash', $2, true)", [link, browser]);
      return (await client.query(statement)).rowCount;
    });
  const denied = { code: '42501' };

  test('shows the portal the row of a hash or a tenant that it has named, and no other', async () => {
    const [made, other] = [await newInvitation(expected), await newInvitation(expected)];
    const browser = browserOf(made);
    await redeemInvitation(browser);
    const tenant = randomUUID();
    await setInvitation(other.id, `tenant_id = '${tenant}'`);
    const seen = (names: object) => named('portal_app', names, 'SELECT id FROM invitations');
    expect([await seen({}), await seen({ link: randomUUID() }), await seen({ tenant: randomUUID() })]).toEqual([0, 0, 0]);
    expect([await seen({ link: made.tokenHash }), await seen({ browser: browser.browserHash }), await seen({ tenant })]).toEqual([1, 1, 1]);
    expect(await named('portal_app', { link: made.tokenHash }, 'UPDATE invitations SET opened_at = now()')).toBe(1);
  });

  test.each([
    'UPDATE invitations SET released_at = now()',
    'UPDATE invitations SET expected_domain = NULL',
    "UPDATE invitations SET customer = 'x'",
    'UPDATE invitations SET expires_at = now()',
    "UPDATE invitations SET ended_how = 'revoked'",
    "UPDATE invitations SET token_hash = 'x'",
    'DELETE FROM invitations',
    'TRUNCATE invitations',
    'DELETE FROM used_launches',
    'UPDATE used_launches SET expires_at = now()',
  ])('denies the portal: %s', async (statement) => {
    const { tokenHash } = await newInvitation(expected);
    await expect(named('portal_app', { link: tokenHash }, statement)).rejects.toMatchObject(denied);
  });

  const launch = (
    via: string,
    browser: string,
  ) => `INSERT INTO invitations (id, customer, customer_id, expected_domain, via, created_by, expires_at,
    redeemed_at, browser_hash) VALUES (gen_random_uuid(), 'x', 'x', 'x.example', '${via}', '{}', now(), now(), '${browser}')`;
  test('lets the portal make an invitation of a launch alone, for the browser that it has named', async () => {
    expect(await named('portal_app', { browser: 'b' }, launch('launch', 'b'))).toBe(1);
    await expect(named('portal_app', { browser: 'b' }, launch('launch', 'c'))).rejects.toMatchObject(denied);
    await expect(named('portal_app', { browser: 'b' }, launch('link', 'b'))).rejects.toMatchObject({
      code: expect.stringMatching(/^(42501|23514)$/),
    });
  });

  test.each(['token_hash', 'browser_hash', '*'])('denies support to read %s', async (column) => {
    await expect(named('portal_staff', {}, `SELECT ${column} FROM invitations`)).rejects.toMatchObject(denied);
  });

  test('lets support empty what a sign-in has written, and write nothing there', async () => {
    const { id } = await newInvitation(expected);
    await setInvitation(id, "tenant_id = gen_random_uuid(), signed_in_at = now(), held_at = now(), setback = '{}'");
    const update = (columns: string) => named('portal_staff', {}, `UPDATE invitations SET ${columns} WHERE id = '${id}'`);
    expect(await update('tenant_id = NULL, connection_id = NULL, signed_in_at = NULL, held_at = NULL, setback = NULL')).toBe(1);
    expect(await update("note = 'seen'")).toBe(1);
    for (const columns of [
      'tenant_id = gen_random_uuid()',
      'connection_id = gen_random_uuid()',
      "signed_in_at = '2026-01-01'",
      "held_at = '2026-01-01'",
      "setback = '[]'",
    ])
      await expect(update(columns), columns).rejects.toMatchObject(denied);
  });

  test('keeps one expected organization, lower case, and token or launch', async () => {
    const { id } = await newInvitation(expected);
    for (const columns of [
      'expected_domain = NULL',
      `expected_tenant_id = '${randomUUID()}'`,
      "expected_domain = 'Pinecrest.example'",
      'token_hash = NULL',
      "via = 'mail'",
      'ended_at = now()',
      'released_at = now()',
      'redeemed_at = now()',
    ])
      await expect(setInvitation(id, columns), columns).rejects.toMatchObject({ code: '23514' });
    expect((await owner().query('SELECT 1 FROM invitations WHERE id = $1', [id])).rowCount).toBe(1);
  });
});
