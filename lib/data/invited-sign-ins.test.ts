import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Expected } from '../domain/expected';
import type { InvitedBrowser } from '../domain/invitation';
import { person, untouched } from '../domain/record.test-data';
import { connectionData } from './connections';
import { noteSignInSetback, redeemInvitation } from './invitations';
import { browserOf, invitationLines, invitationRow, newInvitation, refused, released, setInvitation } from './invitations.test-data';
import { openInvited } from './invited-sign-ins';
import { bookkeeping, completed, everything, leased, newConnection, owner, withOwnDatabase } from './owned.test-data';
import { openConnection, reopenConnection } from './sign-ins';

withOwnDatabase();

const byDomain = { kind: 'domain', domain: 'contoso.example' } as const;
const otherDomain = { kind: 'domain', domain: 'fabrikam.example' } as const;

/** A browser that has used a new invitation. */
async function invited(expected: Expected): Promise<InvitedBrowser> {
  const browser = browserOf(await newInvitation(expected));
  await redeemInvitation(browser);
  return browser;
}
const signIn = (tenantId: string, browser: InvitedBrowser) => openInvited({ cloud: 'global', tenantId, person, browser });
async function opened(tenantId: string, browser: InvitedBrowser) {
  const end = await signIn(tenantId, browser);
  if (end.kind !== 'opened') throw new Error(end.kind);
  const record = await connectionData.load(end.key);
  if (!record) throw new Error('no connection');
  return { ...end, record };
}
const readNow = { ...untouched, organization: { ...untouched.organization, domains: ['contoso.example'] } };
/** A look at the tenant, as the engine writes it. */
async function looked(key: { tenantId: string; id: string }, domains: readonly string[] = ['contoso.example']) {
  const { lease, record } = await leased(key);
  const organization = { ...untouched.organization, domain: domains[0] ?? '', domains };
  return connectionData.write(lease, record, { actor: 'portal', action: 'test', facts: { observed: { ...untouched, organization } } });
}
/** Changes columns past the product; values are SQL. */
const setConnection = (id: string, columns: string) => owner().query(`UPDATE connections SET ${columns} WHERE id = $1`, [id]);
const facts = async () =>
  (await owner().query('SELECT (SELECT json_agg(c) FROM connections c) c, (SELECT json_agg(i) FROM invitations i) i')).rows
    .map((row) => JSON.stringify(row))
    .join();
const caseOf = async (id: string) =>
  (await owner().query('SELECT state, tab, cause, step FROM support_cases WHERE connection_id = $1', [id])).rows[0];

describe('the expected organization', () => {
  test('by its id gets a connection that knows its invitation', async () => {
    const tenantId = randomUUID();
    const browser = await invited({ kind: 'tenant', tenantId });
    const { key, record } = await opened(tenantId, browser);
    expect(record).toMatchObject({
      state: 'signed_in',
      invitation: { id: browser.id, customer: 'Pinecrest Schools', customerId: 'C-1042', releasedAt: null, refusedAt: null },
    });
    expect(await invitationRow(browser.id)).toMatchObject({
      tenant_id: tenantId,
      connection_id: key.id,
      held_at: null,
      signed_in_at: expect.any(Date),
    });
    expect(await invitationLines(browser.id)).toEqual(['invitation.redeemed', 'admin.signed-in']);
  });

  test('that was stopped before is in: what stopped it is forgotten, unless the account is another organization’s', async () => {
    const [tenantId, browser] = [randomUUID(), await invited(byDomain)];
    const stopped = () => noteSignInSetback(browser, { problem: 'personal-account', code: null, reference: null, at: new Date() });
    await stopped();
    await opened(tenantId, browser);
    expect(await invitationRow(browser.id)).toMatchObject({ setback: null, signed_in_at: expect.any(Date) });
    await stopped();
    expect(await signIn(randomUUID(), browser)).toEqual({ kind: 'taken' });
    expect(await invitationRow(browser.id)).toMatchObject({ setback: { problem: 'personal-account' } });
    await opened(tenantId, browser);
    expect(await invitationRow(browser.id)).toMatchObject({ setback: null });
  });

  test('by a domain is held by nothing before it is read, nor after', async () => {
    const browser = await invited(byDomain);
    const { key, record } = await opened(randomUUID(), browser);
    expect(record.state).toBe('signed_in');
    expect((await looked(key, ['contoso.onmicrosoft.example', 'contoso.example'])).state).toBe('signed_in');
    expect(await invitationRow(browser.id)).toMatchObject({ held_at: null });
  });

  test('goes on where it stood when it has a connection, whatever led to that', async () => {
    const key = await completed();
    const browser = await invited(byDomain);
    const again = await opened(key.tenantId, browser);
    expect(again.key.id).toBe(key.id);
    expect(again.record).toMatchObject({ state: 'connected', invitation: { id: browser.id } });
  });

  test('of twenty sign-ins at once with one invitation has one connection', async () => {
    const tenantId = randomUUID();
    const browser = await invited({ kind: 'tenant', tenantId });
    const ends = await Promise.all(Array.from({ length: 20 }, () => signIn(tenantId, browser)));
    expect(new Set(ends.map((end) => end.kind === 'opened' && end.key.id)).size).toBe(1);
  });
});

describe('another organization', () => {
  test('than the id names is held at once, with audit line and support case', async () => {
    const browser = await invited({ kind: 'tenant', tenantId: randomUUID() });
    const { key, record } = await opened(randomUUID(), browser);
    expect(record.state).toBe('held');
    expect(await invitationRow(browser.id)).toMatchObject({ connection_id: key.id, held_at: expect.any(Date) });
    expect(await invitationLines(browser.id)).toEqual(['invitation.redeemed', 'admin.signed-in', 'connection.held']);
    expect(await caseOf(key.id)).toEqual({ state: 'held', tab: 'needs-us', cause: 'held', step: 'sign-in' });
  });

  test('than the domain names is held as soon as it was read', async () => {
    const browser = await invited(otherDomain);
    const { key } = await opened(randomUUID(), browser);
    expect((await looked(key)).state).toBe('held');
    expect(await invitationRow(browser.id)).toMatchObject({ held_at: expect.any(Date) });
    expect(await invitationLines(browser.id)).toEqual(['invitation.redeemed', 'admin.signed-in', 'connection.held']);
  });

  test('stays held over further sign-ins, with one line', async () => {
    const [tenantId, browser] = [randomUUID(), await invited({ kind: 'tenant', tenantId: randomUUID() })];
    await opened(tenantId, browser);
    const { held_at: since } = await invitationRow(browser.id);
    expect((await opened(tenantId, browser)).record.state).toBe('held');
    await openConnection({ cloud: 'global', tenantId, person });
    expect(await invitationRow(browser.id)).toMatchObject({ held_at: since });
    expect((await invitationLines(browser.id)).filter((line) => line === 'connection.held')).toHaveLength(1);
  });

  test('that turns out to have the domain after all is held no more', async () => {
    const browser = await invited(otherDomain);
    const { key } = await opened(randomUUID(), browser);
    await looked(key);
    expect((await looked(key, ['contoso.example', 'fabrikam.example'])).state).toBe('signed_in');
    expect(await invitationRow(browser.id)).toMatchObject({ held_at: null });
  });

  test.each(['connected', 'begun'] as const)(
    'that has a %s connection keeps it untouched, and the invitation is held beside it',
    async (how) => {
      const key = how === 'connected' ? await completed() : await newConnection();
      if (how === 'begun') await looked(key);
      else await setConnection(key.id, `observed = jsonb_set(observed, '{organization,domains}', '["contoso.example"]')`);
      const browser = await invited(otherDomain);
      const before = await connectionData.load(key);
      expect(await signIn(key.tenantId, browser)).toEqual({ kind: 'apart', left: null });
      expect(await connectionData.load(key)).toEqual(before);
      expect(await invitationRow(browser.id)).toMatchObject({ tenant_id: key.tenantId, connection_id: null, held_at: expect.any(Date) });
      expect(await invitationLines(browser.id)).toEqual(['invitation.redeemed', 'invitation.held']);
      await setInvitation(browser.id, released);
      expect((await opened(key.tenantId, browser)).record).toMatchObject({
        id: key.id,
        state: before?.state,
        invitation: { id: browser.id },
      });
    },
  );

  test.each([
    ['connected', 'observed = NULL'],
    ['accepted', 'observed = NULL, connected_at = NULL'],
    ['connected', `observed = jsonb_set(observed, '{organization,domain}', '"contoso.onmicrosoft.example"')`],
  ])(
    'whose %s connection was not read since (%#) goes on as without the invitation, which binds nothing before a look',
    async (_, columns) => {
      const key = await completed();
      await setConnection(key.id, columns);
      const browser = await invited(otherDomain);
      const again = await opened(key.tenantId, browser);
      expect([again.key.id, again.record.invitation]).toEqual([key.id, null]);
      expect(await invitationRow(browser.id)).toMatchObject({ tenant_id: null, connection_id: null, signed_in_at: null, held_at: null });
      expect(await invitationLines(browser.id)).toEqual(['invitation.redeemed', 'admin.signed-in']);
      await setConnection(key.id, `observed = '${JSON.stringify(readNow)}'`);
      expect(await signIn(key.tenantId, browser)).toEqual({ kind: 'apart', left: null });
    },
  );

  test('whose begun connection was read by an earlier version is read anew before it is shown a plan', async () => {
    const key = await newConnection();
    await looked(key, []);
    expect((await opened(key.tenantId, await invited(otherDomain))).record).toMatchObject({ state: 'signed_in', observed: null });
    expect((await looked(key)).state).toBe('held');
  });

  test('is left behind when the right one signs in with the same browser', async () => {
    const [right, wrong] = [randomUUID(), randomUUID()];
    const browser = await invited({ kind: 'tenant', tenantId: right });
    const first = await opened(wrong, browser);
    const second = await opened(right, browser);
    expect([first.left, second.left]).toEqual([null, first.key]);
    expect(second.record.state).toBe('signed_in');
    expect(await invitationRow(browser.id)).toMatchObject({ tenant_id: right, connection_id: second.key.id, held_at: null });
    expect(await connectionData.holdDecision(first.key, browser.id)).toBe('refused');
  });

  test('gets nothing of an invitation with which the right one has signed in', async () => {
    const tenantId = randomUUID();
    const browser = await invited({ kind: 'tenant', tenantId });
    await opened(tenantId, browser);
    const before = await facts();
    expect(await signIn(randomUUID(), browser)).toEqual({ kind: 'taken' });
    expect(await facts()).toBe(before);
    expect((await invitationLines(browser.id)).at(-1)).toBe('invitation.taken');
  });

  test('leaves its held connection behind also for one that has a connection already', async () => {
    const [there, browser] = [await completed(), await invited({ kind: 'tenant', tenantId: randomUUID() })];
    const first = await opened(randomUUID(), browser);
    expect(await signIn(there.tenantId, browser)).toEqual({ kind: 'apart', left: first.key });
  });
});

describe('beside other work at the connection', () => {
  test('a sign-in waits for a write that has the connection and comes to its invitation next', async () => {
    const [tenantId, browser] = [randomUUID(), await invited(otherDomain)];
    const { key } = await opened(tenantId, browser);
    const writer = await owner().connect();
    await writer.query('BEGIN');
    await writer.query('UPDATE connections SET updated_at = now() WHERE id = $1', [key.id]);
    const second = opened(tenantId, browser);
    const waiting = async () =>
      (await owner().query("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")).rowCount;
    await expect.poll(waiting, { timeout: 5_000 }).toBe(1);
    await writer.query('UPDATE invitations SET held_at = held_at WHERE id = $1', [browser.id]);
    await writer.query('COMMIT');
    writer.release();
    expect((await second).key.id).toBe(key.id);
  });

  test('a holder that knows the earlier invitation writes nothing any more', async () => {
    const key = await newConnection();
    const { lease, record } = await leased(key);
    await opened(key.tenantId, await invited({ kind: 'tenant', tenantId: key.tenantId }));
    const facts = { observed: readNow };
    await expect(connectionData.write(lease, record, { actor: 'portal', action: 'test', facts })).rejects.toMatchObject({ code: 'stale' });
  });
});

describe('a decision of support', () => {
  test.each([
    ['open', 'held_at = held_at'],
    ['released', released],
    ['refused', refused],
    ['refused', "ended_at = now(), ended_how = 'revoked'"],
  ])('is %s', async (decision, columns) => {
    const browser = await invited({ kind: 'tenant', tenantId: randomUUID() });
    const { key } = await opened(randomUUID(), browser);
    await setInvitation(browser.id, columns);
    expect(await connectionData.holdDecision(key, browser.id)).toBe(decision);
  });
});

describe('nothing is written', () => {
  test.each([
    ['revoked meanwhile', "ended_at = now(), ended_how = 'revoked'"],
    ['replaced meanwhile', "token_hash = 'new', browser_hash = NULL, redeemed_at = NULL"],
    ['expired meanwhile', "expires_at = now() - interval '1 second'"],
  ])('for an invitation that was %s', async (_, columns) => {
    const browser = await invited(byDomain);
    await setInvitation(browser.id, columns);
    const before = await everything(bookkeeping);
    expect(await signIn(randomUUID(), browser)).toEqual({ kind: 'over' });
    expect(await everything(bookkeeping)).toBe(before);
    await setInvitation(browser.id, 'token_hash = gen_random_uuid()::text');
  });

  test('for a stranger where an invitation is needed; whoever has begun may come back', async () => {
    const before = await everything(bookkeeping);
    expect(await reopenConnection({ cloud: 'global', tenantId: randomUUID(), person })).toBeNull();
    expect(await everything(bookkeeping)).toBe(before);
    const key = await newConnection();
    expect(await reopenConnection({ cloud: 'global', tenantId: key.tenantId, person })).toEqual(key);
  });
});
