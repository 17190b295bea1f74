import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Expected } from '../domain/expected';
import { type InvitationState, invitationState, invitationStates } from '../domain/invitation';
import { databaseNow } from './clock';
import { completed, newConnection, owner, withOwnDatabase } from './owned.test-data';
import { asStaff, type Tx } from './prisma';
import { invitationConflicts } from './staff-invitation-conflicts';
import { auditMade, insertInvitations } from './staff-invitation-writes';
import { type InvitationGroup, invitationCounts, invitationGroups, listInvitations } from './staff-invitations';

withOwnDatabase();

const by = { oid: randomUUID(), name: 'Manu' };
const toInvite = (expected: Expected) => ({
  invitation: { customer: 'Contoso', customerId: 'C-1', expected, contact: 'it@contoso.example', note: null },
  tokenHash: randomUUID(),
});
const domain = (name: string): Expected => ({ kind: 'domain', domain: name });

/** What facts an invitation in each state may have; every way into it. */
const ways: readonly (readonly [InvitationState, string])[] = [
  ['not-opened', 'note = note'],
  ['opened', 'opened_at = now()'],
  ['in-use', "redeemed_at = now(), browser_hash = 'own'"],
  ['in-use', "signed_in_at = now(), expires_at = now() - interval '1 hour'"],
  ['in-use', 'signed_in_at = now(), held_at = now(), released_at = now(), released_by = created_by'],
  ['held', 'signed_in_at = now(), held_at = now()'],
  ['held', "signed_in_at = now(), held_at = now(), expires_at = now() - interval '1 hour'"],
  ['connected', "signed_in_at = now(), connection_id = 'CONNECTED'"],
  ['connected', "signed_in_at = now(), held_at = now(), released_at = now(), released_by = created_by, connection_id = 'CONNECTED'"],
  ['in-use', "signed_in_at = now(), connection_id = 'BEGUN'"],
  ['expired', "expires_at = now() - interval '1 second'"],
  ['expired', "opened_at = now(), redeemed_at = now(), browser_hash = 'own', expires_at = now() - interval '1 second'"],
  ['revoked', "ended_at = now(), ended_how = 'revoked'"],
  ['revoked', "signed_in_at = now(), ended_at = now(), ended_how = 'revoked'"],
  ['refused', "signed_in_at = now(), held_at = now(), ended_at = now(), ended_how = 'refused'"],
];
const groupOf: Readonly<Record<InvitationState, InvitationGroup>> = {
  'not-opened': 'unused',
  opened: 'unused',
  'in-use': 'in-use',
  held: 'held',
  connected: 'over',
  expired: 'over',
  revoked: 'over',
  refused: 'over',
};

test('every way an invitation can stand is in the one group of its state, and the counts agree', async () => {
  expect(new Set(ways.map(([state]) => state))).toEqual(new Set(invitationStates));
  const [connected, begun] = [await completed(), await newConnection()];
  const made = await asStaff((tx) =>
    insertInvitations(
      tx,
      by,
      ways.map((_, index) => toInvite(domain(`way${index}.example`))),
      7,
    ),
  );
  for (const [index, [, facts]] of ways.entries()) {
    const change = facts
      .replace("'CONNECTED'", `'${connected.id}'`)
      .replace("'BEGUN'", `'${begun.id}'`)
      .replace("'own'", `'${randomUUID()}'`);
    await owner().query(`UPDATE invitations SET ${change} WHERE id = $1`, [made[index]?.id]);
  }
  const all = { groups: invitationGroups, ending: false, piece: null, newest: null };
  const listed = await asStaff((tx) => listInvitations(tx, all, { after: null, limit: 100 }));
  const now = databaseNow();
  for (const { invitation, connectedAt, position } of listed) {
    const state = invitationState(invitation, now, connectedAt !== null);
    const index = made.findIndex(({ id }) => id === invitation.id);
    // redeemed and not signed in yet: in use for whoever looks, and still to be used
    const group = state === 'in-use' && invitation.signedInAt === null ? 'unused' : groupOf[state];
    expect([ways[index]?.[1], state, position.group]).toEqual([ways[index]?.[1], ways[index]?.[0], group]);
  }
  expect(listed).toHaveLength(ways.length);
  const counts = await asStaff(invitationCounts);
  const inGroup = (group: InvitationGroup) => listed.filter(({ position }) => position.group === group).length;
  expect(counts).toEqual({
    ...{ all: ways.length, held: inGroup('held'), unused: inGroup('unused'), ending: 0 },
    ...{ inUse: inGroup('in-use'), over: inGroup('over') },
  });
});

test('ten thousand invitations take one statement to look up, one to make and one to audit', async () => {
  const rows = Array.from({ length: 10_000 }, (_, index) =>
    toInvite(index % 2 ? domain(`many${index}.example`) : { kind: 'tenant', tenantId: randomUUID() }),
  );
  const audited = async () =>
    (await owner().query("SELECT details FROM audit_lines WHERE action = 'staff.invitation.created'")).rows
      .flatMap(({ details }) => String(JSON.parse(details).invitations).split(' '))
      .sort();
  let statements = 0;
  const begun = performance.now();
  const found = await asStaff(async (tx) => {
    const counting: Tx = new Proxy(tx, {
      get(target, name, receiver) {
        if (name === '$queryRaw' || name === '$executeRaw') statements += 1;
        return Reflect.get(target, name, receiver);
      },
    });
    const expected = rows.map(({ invitation }) => invitation.expected);
    expect((await invitationConflicts(counting, expected)).size).toBe(0);
    const made = await insertInvitations(counting, by, rows, 7);
    await auditMade(
      counting,
      by,
      made.map(({ id }) => id),
    );
    return { conflicts: await invitationConflicts(tx, expected), made };
  });
  expect([statements, found.made.length, found.conflicts.size]).toEqual([3, 10_000, 10_000]);
  expect(await audited()).toEqual(found.made.map(({ id }) => id).sort());
  expect(performance.now() - begun).toBeLessThan(9_000);
});

test('what is in the way of an invitation is a live one, or the connection of the organization; nothing else', async () => {
  const connected = await completed();
  await newConnection();
  const made = await asStaff((tx) =>
    insertInvitations(
      tx,
      by,
      ['live', 'over', 'revoked', 'used'].map((name) => toInvite(domain(`${name}.example`))),
      7,
    ),
  );
  const change = (index: number, facts: string) => owner().query(`UPDATE invitations SET ${facts} WHERE id = $1`, [made[index]?.id]);
  await change(1, 'expires_at = now()');
  await change(2, "ended_at = now(), ended_how = 'revoked'");
  await change(3, "expires_at = now() - interval '1 day', signed_in_at = now()");
  const asked = ['live.example', 'over.example', 'revoked.example', 'used.example', 'contoso.example', 'example'].map(domain);
  const conflicts = await asStaff((tx) => invitationConflicts(tx, [...asked, { kind: 'tenant', tenantId: connected.tenantId }]));
  expect(Object.fromEntries([...conflicts].map(([name, { kind }]) => [name, kind]))).toEqual({
    'live.example': 'invited',
    'used.example': 'invited',
    'contoso.example': 'connected',
    [connected.tenantId]: 'connected',
  });
});

test('a connected organization is in the way by each domain that was read of it', async () => {
  const { id } = await completed();
  const domains = ['fabrikam.example', 'fabrikam-labs.example'];
  await owner().query("UPDATE connections SET observed = jsonb_set(observed, '{organization,domains}', $2::jsonb) WHERE id = $1", [
    id,
    JSON.stringify(domains),
  ]);
  const conflicts = await asStaff((tx) => invitationConflicts(tx, [...domains, 'labs.example'].map(domain)));
  expect([...conflicts].map(([name, { kind }]) => [name, kind]).sort()).toEqual(domains.map((name) => [name, 'connected']).sort());
});

test('what is in the way tells how far it is, and how it came', async () => {
  const made = await asStaff((tx) =>
    insertInvitations(
      tx,
      by,
      ['a', 'b', 'c'].map((name) => toInvite(domain(`${name}.stands.example`))),
      7,
    ),
  );
  const change = (index: number, facts: string) => owner().query(`UPDATE invitations SET ${facts} WHERE id = $1`, [made[index]?.id]);
  await change(1, 'signed_in_at = now()');
  await change(2, "signed_in_at = now(), held_at = now(), redeemed_at = now(), browser_hash = 'stands', via = 'launch', token_hash = NULL");
  const conflicts = await asStaff((tx) =>
    invitationConflicts(
      tx,
      ['a', 'b', 'c'].map((name) => domain(`${name}.stands.example`)),
    ),
  );
  expect([...conflicts.values()].map((one) => (one.kind === 'invited' ? [one.via, one.stands] : []))).toEqual([
    ['link', 'unused'],
    ['link', 'in-use'],
    ['launch', 'held'],
  ]);
});

test('an invitation follows its connection: connected, to be repaired, and bound to another one', async () => {
  const [connected, begun] = [await completed(), await newConnection()];
  const [made] = await asStaff((tx) => insertInvitations(tx, by, [toInvite(domain('follows.example'))], 7));
  const group = async (change: string) => {
    await owner().query(change);
    const filter = { groups: invitationGroups, ending: false, piece: 'follows.example', newest: null };
    const [row] = await asStaff((tx) => listInvitations(tx, filter, { after: null, limit: 1 }));
    return row?.position.group;
  };
  const bind = (to: string) => `UPDATE invitations SET signed_in_at = now(), connection_id = ${to} WHERE id = '${made?.id}'`;
  expect(await group(bind(`'${begun.id}'`))).toBe('in-use');
  expect(await group(`UPDATE connections SET connected_at = now() WHERE id = '${begun.id}'`)).toBe('over');
  expect(await group(`UPDATE connections SET connected_at = NULL WHERE id = '${begun.id}'`)).toBe('in-use');
  expect(await group(bind(`'${connected.id}'`))).toBe('over');
  expect(await group(bind('NULL'))).toBe('in-use');
});
