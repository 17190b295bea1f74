import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CaseAnswer, StaffProblem } from '@/lib/contract/staff';
import { InvitationMade, InvitationRow } from '@/lib/contract/staff-invitations';
import { CaseList } from '@/lib/contract/staff-list';
import { connectionData } from '@/lib/data/connections';
import type { ConnectionKey } from '@/lib/data/data';
import { redeemInvitation } from '@/lib/data/invitations';
import { browserOf, invitationRow, newInvitation } from '@/lib/data/invitations.test-data';
import { openInvited } from '@/lib/data/invited-sign-ins';
import { completed, leased, owner } from '@/lib/data/owned.test-data';
import type { InvitedBrowser } from '@/lib/domain/invitation';
import { person, untouched } from '@/lib/domain/record.test-data';
import { linkTokenHash } from '@/lib/web/link-token';
import { ask, manu, rhea, withStaff } from '@/lib/web/staff.test-data';
import { decide } from '@/lib/web/support/change-invitation';
import { GET as theCase } from './connections/[id]/route';
import { GET as cases } from './connections/route';
import { POST as refuse } from './invitations/[id]/refuse/route';
import { POST as release } from './invitations/[id]/release/route';
import { POST as replace } from './invitations/[id]/replace/route';
import { POST as revoke } from './invitations/[id]/revoke/route';

withStaff();

interface Held {
  readonly id: string;
  readonly tenantId: string;
  readonly key: ConnectionKey | null;
  readonly browser: InvitedBrowser;
}

/** An organization that is not the expected one has signed in; with a tenant that had a connection before, that one is left alone. */
async function held(tenantId: string = randomUUID()): Promise<Held> {
  const browser = browserOf(await newInvitation({ kind: 'tenant', tenantId: randomUUID() }));
  await redeemInvitation(browser);
  const opened = await openInvited({ cloud: 'global', tenantId, person, browser });
  return { id: browser.id, tenantId, browser, key: opened.kind === 'opened' ? opened.key : null };
}
/** Decides as if this organization had been compared. */
const deed = (route: typeof release, { id, tenantId }: Pick<Held, 'id' | 'tenantId'>, as = manu) =>
  ask(route, { as, id, body: { tenantId } });
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
    const visit = await held();
    const { key } = visit;
    const released = await rowOf(await deed(release, visit));
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
    const visit = await held();
    const { key } = visit;
    expect(await rowOf(await deed(refuse, visit))).toMatchObject({ state: 'refused', can: [] });
    expect(await stateOf(keyOf(key))).toMatchObject({ state: 'held', invitation: { refusedAt: expect.any(String) } });
    expect((await caseOf(keyOf(key).id)).row).toMatchObject({ tab: 'ended', cause: 'refused', action: { by: 'nobody' } });
  });

  test.each([
    ['released', release],
    ['refused', refuse],
  ])('is not %s in the place of another that was compared', async (_, route) => {
    const visit = await held();
    const later = randomUUID();
    await openInvited({ cloud: 'global', tenantId: later, person, browser: visit.browser });
    const response = await deed(route, visit);
    expect([response.status, StaffProblem.parse(await response.json()).reason]).toEqual([
      409,
      'Another organization has come since; compare again.',
    ]);
    expect((await ask(route, { as: manu, id: visit.id, body: {} })).status).toBe(400);
    expect(await invitationRow(visit.id)).toMatchObject({ tenant_id: later, released_at: null, ended_at: null });
    expect((await deed(route, { id: visit.id, tenantId: later.toUpperCase() })).status).toBe(200);
  });

  test('is decided about once, however many press', async () => {
    const visit = await held();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => deed(index % 2 ? release : refuse, visit)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(11);
  });

  test('whose connection somebody else holds at the moment is decided about all the same', async () => {
    const visit = await held();
    const { key } = visit;
    await leased(keyOf(key));
    expect(await rowOf(await deed(release, visit))).toMatchObject({ released: { by: { oid: manu.oid } } });
    expect(await stateOf(keyOf(key))).toMatchObject({ state: 'held' });
  });

  test('whose connection cannot be brought in step at the moment is decided about all the same', async () => {
    const { key, id, tenantId } = await held();
    const settle = () => Promise.reject(new Error('the database went away'));
    const by = { ...manu, kind: 'person' as const, mayManage: true };
    expect(await decide(id, by, { kind: 'release', tenantId, settle })).toMatchObject({ released: { by: { oid: manu.oid } } });
    expect(await stateOf(keyOf(key))).toMatchObject({ state: 'held' });
  });

  test('that had a connection before keeps it as it is, and its case shows the invitation', async () => {
    const before = await completed();
    const { id, key } = await held(before.tenantId);
    expect(key).toBeNull();
    expect((await caseOf(before.id)).invitation).toMatchObject({ id, state: 'held', led: null });
    expect(await rowOf(await deed(refuse, { id, tenantId: before.tenantId }))).toMatchObject({ state: 'refused' });
    expect(await stateOf(before)).toMatchObject({ state: 'connected', invitation: null });
  });

  test('is not decided about by a reader, nor by revoking', async () => {
    const visit = await held();
    for (const route of [release, refuse]) expect((await deed(route, visit, rhea)).status).toBe(403);
    const response = await ask(revoke, { as: manu, id: visit.id, body: {} });
    expect([response.status, StaffProblem.parse(await response.json()).reason]).toEqual([
      409,
      expect.stringMatching(/held until somebody decides/),
    ]);
  });
});

test('an invitation that holds nobody is neither released nor refused', async () => {
  const { id } = await newInvitation({ kind: 'domain', domain: 'nobody.example' });
  const tenantId = randomUUID();
  for (const route of [release, refuse]) expect((await deed(route, { id, tenantId })).status).toBe(409);
  expect((await deed(release, { id: randomUUID(), tenantId })).status).toBe(404);
});

describe('a new link after a wrong account has signed in', () => {
  let count = 0;
  /** Somebody has signed in with an invitation for a domain, and was not looked at yet. */
  async function signedIn(): Promise<Held & { key: ConnectionKey }> {
    count += 1;
    const [tenantId, browser] = [randomUUID(), browserOf(await newInvitation({ kind: 'domain', domain: `pinecrest${count}.example` }))];
    return { id: browser.id, tenantId, browser, key: await signs(tenantId, browser) };
  }
  async function signs(tenantId: string, browser: InvitedBrowser): Promise<ConnectionKey> {
    await redeemInvitation(browser);
    const opened = await openInvited({ cloud: 'global', tenantId, person, browser });
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    return opened.key;
  }
  async function looked(key: ConnectionKey) {
    const { lease, record } = await leased(key);
    const observed = {
      ...untouched,
      organization: { ...untouched.organization, domain: 'fabrikam.example', domains: ['fabrikam.example'] },
    };
    await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts: { observed } });
  }
  const renewed = async (id: string): Promise<InvitedBrowser> => {
    const response = await ask(replace, { as: manu, id, body: {} });
    const { link } = InvitationMade.strict().parse(await response.json());
    return browserOf({ id, tokenHash: linkTokenHash(link.slice(-43)) ?? '' });
  };

  test('is good for the right one, and what the wrong one began is held', async () => {
    const wrong = await signedIn();
    const fresh = await renewed(wrong.id);
    expect(await invitationRow(wrong.id)).toMatchObject({ tenant_id: null, connection_id: null, signed_in_at: null, held_at: null });
    const key = await signs(randomUUID(), fresh);
    expect(await invitationRow(wrong.id)).toMatchObject({ tenant_id: key.tenantId, connection_id: key.id });
    await looked(wrong.key);
    expect(await stateOf(wrong.key)).toMatchObject({ state: 'held' });
  });

  test('leaves a held one behind, and asks again about it when it comes again', async () => {
    const wrong = await signedIn();
    await looked(wrong.key);
    await owner().query("UPDATE invitations SET ended_at = now(), ended_how = 'revoked' WHERE id = $1", [wrong.id]);
    const fresh = await renewed(wrong.id);
    expect(await stateOf(wrong.key)).toMatchObject({ state: 'held', invitation: { refusedAt: expect.any(String) } });
    await signs(wrong.tenantId, fresh);
    await looked(wrong.key);
    expect(await stateOf(wrong.key)).toMatchObject({ state: 'held', invitation: { refusedAt: null } });
    expect(await rowOf(await deed(release, wrong))).toMatchObject({ state: 'in-use' });
    expect(await stateOf(wrong.key)).toMatchObject({ state: 'signed_in' });
  });

  test('stays its organization’s once that has agreed to the plan', async () => {
    const { id, tenantId, key } = await signedIn();
    await owner().query('UPDATE connections SET accepted_at = now() WHERE id = $1', [key.id]);
    await renewed(id);
    expect(await invitationRow(id)).toMatchObject({ tenant_id: tenantId, connection_id: key.id, signed_in_at: expect.any(Date) });
  });
});
