import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { StaffProblem } from '@/lib/contract/staff';
import { InvitationList, InvitationMade, InvitationRow } from '@/lib/contract/staff-invitations';
import { completed, everything, owner } from '@/lib/data/owned.test-data';
import { ask, manu, rhea, withStaff } from '@/lib/web/staff.test-data';
import { POST as extend } from './invitations/[id]/extend/route';
import { POST as replace } from './invitations/[id]/replace/route';
import { POST as revoke } from './invitations/[id]/revoke/route';
import { GET as csv } from './invitations/export.csv/route';
import { GET as list, POST as make } from './invitations/route';

withStaff();

let count = 0;
const draft = (more: object = {}) => {
  count += 1;
  return { customer: 'Contoso Ltd', customerId: `C-${count}`, expects: `inv${count}.example`, contact: 'it@contoso.example', ...more };
};
const made = async (more: object = {}) => InvitationMade.strict().parse(await (await ask(make, { as: manu, body: draft(more) })).json());
const listed = async (query = '') => InvitationList.strict().parse(await (await ask(list, { query })).json());
const problemOf = async (response: Response) => StaffProblem.strict().parse(await response.json());
const change = (id: string, facts: string) => owner().query(`UPDATE invitations SET ${facts} WHERE id = $1`, [id]);
const lines = async () =>
  (await owner().query("SELECT action, actor, details FROM audit_lines WHERE action LIKE 'staff.invitation%' ORDER BY seq DESC")).rows;
const hashIn = async (id: string) => (await owner().query('SELECT token_hash FROM invitations WHERE id = $1', [id])).rows[0]?.token_hash;

const reference = '0b3f7a52-6d1c-4e89-9a27-58c1f4e0d936';
/** What stopped a sign-in, as SQL. */
const stopped = (problem: string) =>
  `'${JSON.stringify({ problem, code: 'AADSTS53003', reference, at: '2026-11-24T09:30:00.000Z' })}'::jsonb`;

describe('a new invitation', () => {
  test('is answered with its link and a text to send, this once; the database holds a hash', async () => {
    const { row, link, mail } = await made({ note: 'Reviewer: J. Pell' });
    expect(link).toMatch(/^https:\/\/localhost:3000\/invite\/[\w-]{43}$/);
    expect(mail).toMatchObject({
      to: 'it@contoso.example',
      subject: expect.stringContaining('Contoso Ltd'),
      body: expect.stringContaining(link),
    });
    expect(row).toMatchObject({ state: 'not-opened', can: ['extend', 'replace', 'revoke'], createdBy: { oid: manu.oid, name: manu.name } });
    expect(Date.parse(row.expiresAt) - Date.parse(row.createdAt)).toBe(7 * 86_400_000);
    const token = link.slice(-43);
    expect(await everything()).not.toContain(token);
    expect(JSON.stringify(await listed(`?q=${row.customerId}`))).not.toContain(token);
    expect((await lines())[0]).toEqual({
      action: 'staff.invitation.created',
      actor: `staff:${manu.oid}`,
      details: JSON.stringify({ invitation: row.id }),
    });
  });

  test('with faults is 400 that names each of them, and nothing is written', async () => {
    const before = await everything();
    const response = await ask(make, { as: manu, body: draft({ customer: ' ', expects: 'harrow glass', contact: 'anne@bramfield' }) });
    const { reason, faults } = await problemOf(response);
    expect([response.status, reason]).toEqual([400, '3 fields have a fault. Nothing was made.']);
    expect(faults).toEqual([
      { field: 'customer', reason: expect.stringMatching(/name/) },
      { field: 'expects', reason: expect.stringMatching(/without a space/) },
      { field: 'contact', reason: expect.stringMatching(/no ending/) },
    ]);
    expect(await everything()).toBe(before);
  });

  test('of an organization that is invited or connected is refused at its field; of twelve at once one is made', async () => {
    const body = draft();
    const all = await Promise.all(Array.from({ length: 12 }, () => ask(make, { as: manu, body })));
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 11 }, () => 400)]);
    const { tenantId } = await completed();
    const { faults } = await problemOf(await ask(make, { as: manu, body: draft({ expects: tenantId }) }));
    expect(faults).toEqual([{ field: 'expects', reason: expect.stringMatching(/^Connected since \d{4}-\d\d-\d\d as Contoso Ltd/) }]);
  });
});

describe('a link', () => {
  const deed = async (route: typeof extend, id: string) => ask(route, { as: manu, id, body: {} });

  test('is extended to seven days from now by the clock of the database', async () => {
    const { row } = await made();
    await change(row.id, "created_at = now() - interval '6 days', expires_at = now() + interval '1 day'");
    const { expiresAt } = InvitationRow.strict().parse(await (await deed(extend, row.id)).json());
    expect(Math.abs(Date.parse(expiresAt) - Date.now() - 7 * 86_400_000)).toBeLessThan(60_000);
  });

  test('is followed by a new one: another hash, unopened, nobody’s; also after it was over or revoked', async () => {
    const { row, link } = await made();
    for (const facts of [
      `opened_at = now(), redeemed_at = now(), browser_hash = 'b', setback = ${stopped('claims-challenge')}`,
      "expires_at = now() - interval '1 day'",
      "ended_at = now(), ended_how = 'revoked'",
    ]) {
      const before = await hashIn(row.id);
      await change(row.id, facts);
      const next = InvitationMade.strict().parse(await (await deed(replace, row.id)).json());
      expect([next.row.state, next.link === link, (await hashIn(row.id)) === before]).toEqual(['not-opened', false, false]);
      expect(next.row.setback).toBeNull();
      expect((await owner().query('SELECT browser_hash FROM invitations WHERE id = $1', [row.id])).rows).toEqual([{ browser_hash: null }]);
    }
  });

  test('gets no new one while another invitation of its organization is good, or once that is connected', async () => {
    const { row } = await made();
    await deed(revoke, row.id);
    const other = await made({ expects: row.expects.value });
    const response = await deed(replace, row.id);
    expect([response.status, (await problemOf(response)).reason]).toEqual([409, expect.stringMatching(/^Invited already for Contoso Ltd/)]);
    await deed(revoke, other.row.id);
    expect((await deed(replace, row.id)).status).toBe(200);
  });

  test('is revoked once; what a state does not allow is 409 with the reason', async () => {
    const { row } = await made();
    expect(await (await deed(revoke, row.id)).json()).toMatchObject({ state: 'revoked', can: ['replace'] });
    for (const route of [revoke, extend]) {
      const response = await deed(route, row.id);
      expect([response.status, (await problemOf(response)).reason]).toEqual([409, expect.stringMatching(/^This invitation is revoked: /)]);
    }
    expect((await lines()).filter(({ details }) => details.includes(row.id)).map(({ action }) => action)).toEqual([
      'staff.invitation.revoke',
      'staff.invitation.created',
    ]);
  });

  test('that is revoked by twelve at once is revoked by one', async () => {
    const { row } = await made();
    const all = await Promise.all(Array.from({ length: 12 }, () => deed(revoke, row.id)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe('who may not', () => {
  const writes = { extend, replace, revoke };

  test.each(Object.entries(writes))('is a reader, at %s: 403, nothing written but the audit line', async (kind, route) => {
    const { row } = await made();
    const before = JSON.parse(await everything()).slice(0, 9);
    const response = await ask(route, { id: row.id, body: {} });
    expect([response.status, (await problemOf(response)).reason]).toEqual([403, expect.stringContaining('Support.Manage')]);
    expect(JSON.parse(await everything()).slice(0, 9)).toEqual(before);
    const { rows } = await owner().query('SELECT actor, action, connection_id, details FROM audit_lines ORDER BY seq DESC LIMIT 1');
    expect(rows[0]).toMatchObject({ actor: `staff:${rhea.oid}`, action: 'staff.refused', connection_id: null });
    expect(JSON.parse(rows[0]?.details)).toEqual({ asked: `invitation.${kind}`, invitation: row.id });
  });

  test('cannot invite as a reader, and gets the same 404 for every unknown id as a manager', async () => {
    expect((await ask(make, { body: draft() })).status).toBe(403);
    const answers = [];
    for (const id of [randomUUID(), 'x', "'; --", '']) {
      const { trace: _trace, ...rest } = await problemOf(await ask(extend, { as: manu, id, body: {} }));
      answers.push(JSON.stringify(rest));
    }
    expect([new Set(answers).size, JSON.parse(answers[0] ?? '').status]).toEqual([1, 404]);
  });
});

describe('the list', () => {
  test('begins with what waits for a decision, then what ends soonest; goes on behind a cursor and ends', async () => {
    await owner().query('UPDATE invitations SET customer = $1', ['old']);
    const [one, two, three, four] = [await made(), await made(), await made(), await made()];
    await change(one.row.id, "ended_at = now(), ended_how = 'revoked'");
    await change(two.row.id, "expires_at = now() + interval '1 day'");
    await change(four.row.id, 'held_at = now(), signed_in_at = now(), tenant_id = gen_random_uuid()');
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: InvitationList = await listed(`?q=contoso%20ltd&limit=1${cursor && `&cursor=${cursor}`}`);
      ids.push(...page.rows.map(({ id }) => id));
      cursor = page.cursor;
    }
    expect(ids).toEqual([four, two, three, one].map(({ row }) => row.id));
    const { tabs, found } = await listed('?tab=held');
    const counts = Object.fromEntries(tabs.map(({ tab, count: number }) => [tab, number]));
    expect([counts['held'], counts['ending'], found]).toEqual([1, 1, { count: 1, atLeast: false, newest: null }]);
    expect(counts['all']).toBe((counts['live'] ?? 0) + (counts['ended'] ?? 0));
    for (const tab of ['all', 'live', 'ending', 'held', 'ended'])
      expect((await listed(`?tab=${tab}&limit=100`)).rows).toHaveLength(counts[tab] ?? -1);
  });

  test('is searched by customer, its id, domain, tenant id and contact; signs mean themselves', async () => {
    const tenant = randomUUID();
    const { row } = await made({ customer: '100% Müller_AG', customerId: 'FD-77/x', expects: tenant, contact: 'unique@mueller.example' });
    for (const q of ['100% m', 'MÜLLER_', 'fd-77', tenant.slice(4, 20), 'unique@'])
      expect((await listed(`?q=${encodeURIComponent(q)}`)).rows.map(({ id }) => id)).toEqual([row.id]);
    for (const q of ['%%%', '_______', "' OR 1=1 --", '\\']) expect((await listed(`?q=${encodeURIComponent(q)}`)).rows).toEqual([]);
  });

  test('has launches of FortifyData’s platform, which have no link to extend or to follow', async () => {
    const { row } = await made();
    const facts = `via = 'launch', token_hash = NULL, redeemed_at = now(), browser_hash = 'own', contact = NULL`;
    await change(row.id, `${facts}, created_by = '{"oid": "platform", "name": "FortifyData’s platform"}'`);
    const { rows } = await listed(`?q=${row.customerId}`);
    expect(rows).toMatchObject([{ via: 'launch', state: 'in-use', contact: null, can: ['revoke'], createdBy: { oid: 'platform' } }]);
  });

  test.each(['?tab=x', '?limit=0', '?limit=101', '?cursor=e30', '?q=%00', '?x=1', '?tab=all&tab=held'])(
    'refuses %s with 400',
    async (query) => {
      expect((await ask(list, { query })).status).toBe(400);
    },
  );

  test('says what has stopped its admin at the sign-in, and whom to ask for what; in the file as well', async () => {
    const { row } = await made({ customer: 'Stoppard Mills' });
    await change(row.id, `opened_at = now(), redeemed_at = now(), browser_hash = 's', setback = ${stopped('conditional-access')}`);
    const { rows } = await listed('?q=stoppard');
    expect(rows).toMatchObject([{ state: 'in-use' }]);
    expect(rows[0]?.setback).toEqual({
      at: '2026-11-24T09:30:00.000Z',
      problem: 'conditional-access',
      title: 'An access policy stands in the way',
      action: 'Ask Stoppard Mills which access policy stopped the sign-in: their sign-in log names it, by time and correlation id',
      by: 'customer',
      code: 'AADSTS53003',
      correlationId: reference,
    });
    const [header, line] = (await (await ask(csv, { query: '?q=stoppard' })).text()).trim().split('\r\n');
    expect(header).toMatch(/,Stopped at sign-in,Stopped by,Microsoft’s code,Correlation ID$/);
    expect(line).toMatch(new RegExp(`2026-11-24.*,.*,AADSTS53003,${reference}$`));
  });

  test('is a file for a spreadsheet, without a link and without formulas', async () => {
    await made({ customer: '=HYPERLINK("x")', contact: 'file@contoso.example' });
    const text = await (await ask(csv, { query: '?q=file@contoso.example' })).text();
    expect(text.trim().split('\r\n')).toHaveLength(2);
    expect([text.includes('"\'=HYPERLINK(""x"")"'), text.includes('/invite/')]).toEqual([true, false]);
    expect((await lines())[0]).toMatchObject({ action: 'staff.invitation.exported', actor: `staff:${rhea.oid}` });
  });
});
