import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CaseAnswer, StaffProblem } from '@/lib/contract/staff';
import { InvitationRow } from '@/lib/contract/staff-invitations';
import { CaseList } from '@/lib/contract/staff-list';
import type { ConnectionKey } from '@/lib/data/data';
import { redeemInvitation } from '@/lib/data/invitations';
import { browserOf, newInvitation } from '@/lib/data/invitations.test-data';
import { openInvited } from '@/lib/data/invited-sign-ins';
import { completed, leased, owner } from '@/lib/data/owned.test-data';
import { person } from '@/lib/domain/record.test-data';
import { ask, manu, rhea, withStaff } from '@/lib/web/staff.test-data';
import { GET as theCase } from './connections/[id]/route';
import { GET as cases } from './connections/route';
import { POST as refuse } from './invitations/[id]/refuse/route';
import { POST as release } from './invitations/[id]/release/route';
import { POST as revoke } from './invitations/[id]/revoke/route';

withStaff();

/** An organization that is not the expected one has signed in; with a tenant that had a connection before, that one is left alone. */
async function held(tenantId: string = randomUUID()): Promise<{ id: string; key: ConnectionKey | null }> {
  const browser = browserOf(await newInvitation({ kind: 'tenant', tenantId: randomUUID() }));
  await redeemInvitation(browser);
  const opened = await openInvited({ cloud: 'global', tenantId, person, browser });
  return { id: browser.id, key: opened.kind === 'opened' ? opened.key : null };
}
const deed = (route: typeof release, id: string, as = manu) => ask(route, { as, id, body: {} });
const rowOf = async (response: Response) => InvitationRow.strict().parse(await response.json());
const caseOf = async (id: string) => CaseAnswer.strict().parse(await (await ask(theCase, { id })).json());
const stateOf = async ({ id }: ConnectionKey) =>
  (await owner().query('SELECT state, invitation FROM connections WHERE id = $1', [id])).rows[0];
const keyOf = (key: ConnectionKey | null): ConnectionKey => {
  if (!key) throw new Error('no connection was begun');
  return key;
};

describe('a held organization', () => {
  test('stands in its case with what was expected, and the decision is the next action', async () => {
    const { key, id } = await held();
    const { invitation, action, row } = await caseOf(keyOf(key).id);
    expect(invitation).toMatchObject({ id, state: 'held', can: ['release', 'refuse'], came: { tenantId: keyOf(key).tenantId } });
    expect([row.tab, action.by, action.title]).toEqual(['needs-us', 'fortifydata', expect.stringMatching(/then release or refuse$/)]);
  });

  test('is released: the invitation says by whom, the connection goes on, list and case say so at once', async () => {
    const { key, id } = await held();
    const released = await rowOf(await deed(release, id));
    expect(released).toMatchObject({ state: 'in-use', released: { by: { oid: manu.oid, name: manu.name } }, led: { stuck: false } });
    expect(await stateOf(keyOf(key))).toMatchObject({ state: 'signed_in', invitation: { releasedAt: expect.any(String) } });
    const lines = await owner().query('SELECT actor, action FROM audit_lines WHERE connection_id = $1 ORDER BY seq', [keyOf(key).id]);
    expect(lines.rows.slice(-2)).toEqual([
      { actor: `staff:${manu.oid}`, action: 'staff.invitation.release' },
      { actor: 'portal', action: 'connection.released' },
    ]);
    expect((await caseOf(keyOf(key).id)).row.cause).toBeNull();
    const { rows } = CaseList.parse(await (await ask(cases, { query: '?tab=needs-us' })).json());
    expect(rows.map((row) => row.id)).not.toContain(keyOf(key).id);
  });

  test('is refused: the invitation has ended, and the case needs nobody', async () => {
    const { key, id } = await held();
    expect(await rowOf(await deed(refuse, id))).toMatchObject({ state: 'refused', can: [] });
    expect(await stateOf(keyOf(key))).toMatchObject({ state: 'held', invitation: { refusedAt: expect.any(String) } });
    expect((await caseOf(keyOf(key).id)).row).toMatchObject({ tab: 'ended', cause: 'refused', action: { by: 'nobody' } });
  });

  test('is decided about once, however many press', async () => {
    const { id } = await held();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => deed(index % 2 ? release : refuse, id)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(11);
  });

  test('whose connection somebody else holds at the moment is decided about all the same', async () => {
    const { key, id } = await held();
    await leased(keyOf(key));
    expect(await rowOf(await deed(release, id))).toMatchObject({ released: { by: { oid: manu.oid } } });
    expect(await stateOf(keyOf(key))).toMatchObject({ state: 'held' });
  });

  test('that had a connection before keeps it as it is, and its case shows the invitation', async () => {
    const before = await completed();
    const { id, key } = await held(before.tenantId);
    expect(key).toBeNull();
    expect((await caseOf(before.id)).invitation).toMatchObject({ id, state: 'held', led: null });
    expect(await rowOf(await deed(refuse, id))).toMatchObject({ state: 'refused' });
    expect(await stateOf(before)).toMatchObject({ state: 'connected', invitation: null });
  });

  test('is not decided about by a reader, nor by revoking', async () => {
    const { id } = await held();
    for (const route of [release, refuse]) expect((await deed(route, id, rhea)).status).toBe(403);
    const response = await deed(revoke, id);
    expect([response.status, StaffProblem.parse(await response.json()).reason]).toEqual([
      409,
      expect.stringMatching(/held until somebody decides/),
    ]);
  });
});

test('an invitation that holds nobody is neither released nor refused', async () => {
  const { id } = await newInvitation({ kind: 'domain', domain: 'nobody.example' });
  for (const route of [release, refuse]) expect((await deed(route, id)).status).toBe(409);
  expect((await deed(release, randomUUID())).status).toBe(404);
});
