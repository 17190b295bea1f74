import { describe, expect, test } from 'vitest';
import { CaseAnswer, type TimelineItem, TimelinePage } from '@/lib/contract/staff';
import { createLink } from '@/lib/data/approval-links';
import { colleague } from '@/lib/data/approval-links.test-data';
import { noteDeparture, noteOpened, noteSetback, redeemLink } from '@/lib/data/approvals';
import { connectionData } from '@/lib/data/connections';
import type { ConnectionKey } from '@/lib/data/data';
import { leased, newConnection, owner } from '@/lib/data/owned.test-data';
import { adoption } from '@/lib/domain/adoption.test-data';
import { complete, person } from '@/lib/domain/record.test-data';
import { stages } from '@/lib/domain/stages.test-data';
import { consentCameBack } from '@/lib/engine/commands';
import { ask, manu, rhea, withStaff } from '@/lib/web/staff.test-data';
import { POST as notes } from './connections/[id]/notes/route';
import { GET as operations } from './connections/[id]/operations/route';
import { GET as theCase } from './connections/[id]/route';

withStaff();

const actorOf = (key: ConnectionKey) => `${person.oid}@${key.tenantId}`;
const read = async ({ id }: ConnectionKey) => CaseAnswer.strict().parse(await (await ask(theCase, { id })).json());
const page = async ({ id }: ConnectionKey, query: string) =>
  TimelinePage.strict().parse(await (await ask(operations, { id, query: `?${query}` })).json());
const short = ({ by, who, purpose, result }: TimelineItem) => `${who ?? by}: ${purpose}${result === '' ? '' : `, ${result}`}`;

/** Operations of the journal that ended long before anything else here, oldest first. */
async function journal({ id, tenantId }: ConnectionKey, count: number, change = 'createApplication', outcome = 'done'): Promise<void> {
  await owner().query(
    `INSERT INTO operations (id, connection_id, tenant_id, epoch, change, actor, intended_at, ended_at, outcome, calls)
     SELECT gen_random_uuid(), $1, $2, 1, $4, 'portal', now() - interval '1 day' + make_interval(secs => n), now() - interval '1 day' + make_interval(secs => n + 1), $5, '[]'
     FROM generate_series(1, $3::int) AS n`,
    [id, tenantId, count, change, outcome],
  );
}

/** A connection whose app is whole and waits for its approval. */
async function atApproval(): Promise<ConnectionKey> {
  const { lease, record } = await leased(await newConnection());
  const { acceptedAt, acceptedBy, manifestHash, applicationObjectId, appId, servicePrincipalId, stableAt } = stages.consentWait;
  const redirectUris = [new URL('/api/consent/callback', process.env['APP_BASE_URL']).href];
  const observed = {
    ...complete,
    at: new Date(),
    grants: [],
    application: complete.application && { ...complete.application, redirectUris },
  };
  const facts = { acceptedAt, acceptedBy, manifestHash, observed, applicationObjectId, appId, servicePrincipalId, stableAt };
  await connectionData.write(lease, record, { actor: actorOf(lease), action: 'plan.accepted', facts });
  return { id: lease.id, tenantId: lease.tenantId };
}

const ids = { 'Request ID': '6f1d2c3b-0000-4000-8000-000000000001', 'Correlation ID': '6f1d2c3b-0000-4000-8000-000000000002' };
const failed = { kind: 'failed', error: 'invalid_client', number: 650052, ids } as const;

/** The admin came back from Microsoft's page with an error. */
async function failsConsent(key: ConnectionKey): Promise<void> {
  const { lease, record } = await leased(key);
  const { action, facts } = consentCameBack({ person, tenantId: key.tenantId, accessToken: null }, failed);
  const taught = facts(record, new Date());
  if (!taught) throw new Error('there is nothing to come back from');
  await connectionData.write(lease, record, { actor: actorOf(key), action, facts: taught });
}

describe('the timeline of a case', () => {
  test('tells in one order what the customer, we, and the portal did', async () => {
    const key = await atApproval();
    await journal(key, 1);
    await ask(notes, { id: key.id, as: manu, body: { text: 'Called them.' } });
    const { timeline } = await read(key);
    expect(timeline.items.map(short)).toEqual([
      'Manu Manager: Added a note',
      `${person.name}: Accepted the plan: “Create and continue”`,
      `${person.name}: Signed in`,
      'portal: Create the app with its permissions, created',
    ]);
    expect(timeline.items.map(({ kind, by }) => `${kind} ${by}`)).toEqual([
      'deed staff',
      'deed customer',
      'deed customer',
      'operation portal',
    ]);
  });

  test('holds a failed consent with Microsoft’s ids, also after it was put aside; the present one is in the next action, too', async () => {
    const key = await atApproval();
    await failsConsent(key);
    const { timeline, action } = await read(key);
    const problems = timeline.items.filter(({ problemCode }) => problemCode !== null);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ kind: 'deed', by: 'customer', who: person.name, change: 'consent.failed', outcome: 'refused' });
    const evidence = [{ label: 'Code', value: 'AADSTS650052' }, ...Object.entries(ids).map(([label, value]) => ({ label, value }))];
    expect(problems[0]?.evidence).toEqual(evidence);
    expect(action.evidence).toEqual(evidence);
    for (const text of [problems[0]?.ticket, action.ticket]) {
      for (const part of [key.tenantId, stages.consentWait.appId ?? '', 'AADSTS650052', ...Object.values(ids)])
        expect(text).toContain(part);
      expect(text).not.toMatch(new RegExp(`${person.name}|${person.account}`));
    }
    await owner().query('UPDATE connections SET problem = NULL WHERE id = $1', [key.id]);
    const after = await read(key);
    expect(after.timeline.items.find(({ change }) => change === 'consent.failed')?.evidence).toEqual(evidence);
    expect([after.action.evidence, after.action.ticket]).toEqual([[], null]);
  });

  test('holds a problem that no line of journal or audit tells of as an entry of its own', async () => {
    const key = await atApproval();
    const problem = { code: 'consent-failed', at: new Date(Date.now() - 3_600_000), evidence: { Code: 'AADSTS90094', ...ids } };
    await owner().query('UPDATE connections SET problem = $2 WHERE id = $1', [key.id, problem]);
    const { items } = (await read(key)).timeline;
    const own = items.find(({ kind }) => kind === 'problem');
    expect(own).toMatchObject({ by: 'microsoft', problemCode: 'consent-failed', outcome: 'refused', at: problem.at.toISOString() });
    expect(own?.ticket).toContain(`Correlation ID: ${ids['Correlation ID']}`);
    expect(items.at(-1)).toBe(own);
  });

  test('tells a problem of an operation once, with its evidence', async () => {
    const key = await atApproval();
    await journal(key, 1, 'checkGrants', 'refused');
    await owner().query("UPDATE operations SET problem_code = 'grants-incomplete' WHERE connection_id = $1", [key.id]);
    const { rows } = await owner().query<{ ended_at: Date }>('SELECT ended_at FROM operations WHERE connection_id = $1', [key.id]);
    const problem = { code: 'grants-incomplete', at: rows[0]?.ended_at, evidence: { Step: 'Read the grants back', ...ids } };
    await owner().query('UPDATE connections SET problem = $2 WHERE id = $1', [key.id, problem]);
    const told = (await read(key)).timeline.items.filter(({ problemCode }) => problemCode !== null);
    expect(told).toMatchObject([
      { kind: 'operation', evidence: Object.entries(problem.evidence).map(([label, value]) => ({ label, value })) },
    ]);
  });

  test('tells what a colleague did with the link, and why Microsoft did not let them approve', async () => {
    const key = await atApproval();
    const link = await createLink(key, { tokenHash: key.id, by: person, lifeDays: 7 });
    if (!link) throw new Error('no link');
    await noteOpened(link);
    const browserHash = `browser ${key.id}`;
    await redeemLink({ ...link, browserHash }, colleague);
    const departure = { stateHash: key.id, sessionHash: browserHash };
    await noteDeparture(link, colleague, { ...departure, lifeMinutes: 30 });
    const setback = { kind: 'consent-failed', at: new Date(), code: 'AADSTS650052', ids } as const;
    await noteSetback(link, colleague, { departure, setback });
    const { timeline, action } = await read(key);
    const [back, left, redeemed, opened, made] = timeline.items;
    expect([left, redeemed, opened, made].map((item) => item && short(item))).toEqual([
      `${colleague.name}: Left for Microsoft’s page to approve`,
      `${colleague.name}: Signed in with the link`,
      'colleague: Opened the link',
      `${person.name}: Made a link for a colleague`,
    ]);
    expect(back).toMatchObject({ by: 'colleague', who: colleague.name, problemCode: 'consent-failed' });
    expect(back?.evidence.map(({ value }) => value)).toEqual(['AADSTS650052', ...Object.values(ids)]);
    expect(action.evidence).toEqual(back?.evidence);
  });

  test('tells when the invitation was made, opened, used, and by whom', async () => {
    const key = await atApproval();
    await owner().query(
      `INSERT INTO invitations (id, customer, customer_id, expected_domain, token_hash, created_by, created_at, opened_at, redeemed_at, browser_hash, expires_at, tenant_id, connection_id, signed_in_at)
       VALUES (gen_random_uuid(), 'Contoso', 'C-1', 'contoso.example', 'hash', '{"oid":"x","name":"Manu Manager"}', now() - interval '3 days',
         now() - interval '2 days', now() - interval '1 day', 'browser', now() + interval '4 days', $2, $1, now())`,
      [key.id, key.tenantId],
    );
    const { timeline, invitation } = await read(key);
    expect(timeline.items.slice(-3).map(short)).toEqual([
      'customer: Went on with the invitation',
      'customer: Opened the invitation',
      'Manu Manager: Made the invitation',
    ]);
    expect(timeline.items.slice(-3).map(({ at }) => at)).toEqual([invitation?.redeemedAt, invitation?.openedAt, invitation?.createdAt]);
  });

  test('goes on page by page without a gap and without a repetition, whatever comes meanwhile', async () => {
    const key = await atApproval();
    await failsConsent(key);
    await journal(key, 7);
    await owner().query(
      "UPDATE operations SET intended_at = now() + interval '1 hour' WHERE connection_id = $1 AND id IN (SELECT id FROM operations WHERE connection_id = $1 LIMIT 3)",
      [key.id],
    );
    const whole = (await page(key, 'limit=100')).items.map(({ id }) => id);
    expect(whole).toHaveLength(10);
    for (const limit of [1, 2, 3, 9, 10]) {
      const found: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const one: TimelinePage = await page(key, `limit=${limit}${cursor && `&cursor=${cursor}`}`);
        expect(one.items.length).toBeLessThanOrEqual(limit);
        found.push(...one.items.map(({ id }) => id));
        cursor = one.cursor;
        await ask(notes, { id: key.id, as: manu, body: { text: 'Meanwhile.' } });
      }
      expect(found.filter((id) => whole.includes(id))).toEqual(whole);
      expect(found.length - new Set(found).size).toBe(0);
    }
  });

  test('is read with an audit line for each person once, as the case itself is', async () => {
    const key = await atApproval();
    await page(key, 'limit=5');
    await page(key, 'limit=5');
    await read(key);
    const { rows } = await owner().query('SELECT actor, action FROM audit_lines WHERE connection_id = $1 AND actor LIKE $2', [
      key.id,
      'staff:%',
    ]);
    expect(rows).toEqual([{ actor: `staff:${rhea.oid}`, action: 'staff.case.read' }]);
  });
});

describe('a case', () => {
  test('that waits for its approval shows what was asked and that nothing is granted; the customer’s page does not yet', async () => {
    const { matrix, view } = await read(await atApproval());
    expect(matrix.flatMap((api) => api.rows)).toHaveLength(61);
    expect(matrix.reduce((sum, api) => sum + (api.granted ?? 0), 0)).toBe(0);
    expect(matrix.map(({ sentence }) => sentence)).toContain('0 of 16 granted. Not tried yet.');
    expect(view.matrix).toEqual([]);
  });

  test('folds vain deliveries in the customer’s log as the customer’s own page does', async () => {
    const key = await atApproval();
    await journal(key, 1, 'createServicePrincipal');
    await journal(key, 80, 'deliverCredential', 'wait');
    const { view } = await read(key);
    const own = await connectionData.operations(key, 60);
    expect(view.log.map(({ text }) => text).filter((text) => text === 'Create its service principal')).toHaveLength(1);
    expect(view.log.map(({ at }) => at)).toEqual(own.map(({ intendedAt }) => intendedAt.toISOString()));
  });

  test('of an app made by hand says that its old keys work', async () => {
    const key = await atApproval();
    const { lease, record } = await leased(key);
    const chosen = adoption();
    const observed = { ...complete, application: complete.application && { ...complete.application, passwords: [] }, grants: [] };
    const facts = { adoption: chosen, observed };
    await connectionData.write(lease, record, { actor: actorOf(key), action: 'plan.accepted', facts });
    const { action } = await read(key);
    expect(action.state).toMatch(/old keys? works? as before|old keys work as before/);
    expect(action.state).not.toContain('There is no key');
  });
});
