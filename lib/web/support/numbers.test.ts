import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { connectionData } from '../../data/connections';
import { newInvitation, setInvitation } from '../../data/invitations.test-data';
import { leased, newConnection, owner, withOwnDatabase } from '../../data/owned.test-data';
import { credential } from '../../domain/record.test-data';
import { stages } from '../../domain/stages.test-data';
import { bucketOf } from '../../domain/support/percentile';
import { caseList } from './list';
import { numbers } from './numbers';

withOwnDatabase();
// far from UTC, on either side of midnight there for most of a day: a day of the figures is one of UTC whatever the server's zone
beforeAll(async () => {
  const { rows } = await owner().query('SELECT current_database() AS name');
  await owner().query(`ALTER DATABASE ${rows[0].name} SET timezone = 'Pacific/Auckland'`);
});

const empty = { from: '2020-01-01', to: '2020-01-31' };
const of = async (from: string, to = from) => numbers({ from, to });

/** Connects an organization whose steps took so many seconds each. */
async function connects(took: { check: number; create: number; approve: number; secure: number; prove: number }): Promise<void> {
  const { lease, record } = await leased(await newConnection());
  const { acceptedBy, manifestHash, applicationObjectId, appId, servicePrincipalId, consentBy, proof } = stages.connected;
  let at = record.signedInAt.getTime();
  const after = (seconds: number) => {
    at += seconds * 1000;
    return new Date(at);
  };
  const [acceptedAt, stableAt, grantsCompleteAt] = [after(took.check), after(took.create), after(took.approve)];
  const deliveredAt = after(took.secure);
  const key = credential({ attempt: randomUUID(), startsAt: acceptedAt, deliveredAt, provedAt: null, expiresAt: new Date('2090-01-01') });
  const made = { acceptedAt, acceptedBy, manifestHash, applicationObjectId, appId, servicePrincipalId };
  const facts = { ...made, stableAt, grantsCompleteAt, consentBy, proof, credentials: [key] };
  const verifying = await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts });
  await connectionData.write(lease, verifying, { actor: 'portal', action: 'test', facts: { connectedAt: after(took.prove) } });
}

test('steps of known lengths give their p50 and p90, exact to 5 percent', async () => {
  for (const tenth of [7, 2, 10, 5, 1, 9, 3, 8, 6, 4]) {
    await connects({ check: tenth * 60, create: tenth * 10, approve: 86_400 * tenth, secure: 4, prove: tenth < 10 ? 30 : 3000 });
  }
  const { times } = await numbers({});
  const about = (ms: number | null, exact: number) => expect(Math.abs((ms ?? Number.NaN) / exact - 1)).toBeLessThanOrEqual(0.05);
  const known: Record<string, readonly [number, number]> = {
    check: [300, 540],
    create: [50, 90],
    approve: [5 * 86_400, 9 * 86_400],
    secure: [4, 4],
    prove: [30, 30],
    all: [5 * 86_400 + 84, 9 * 86_400 + 124],
  };
  expect(times.map(({ step }) => step)).toEqual(Object.keys(known));
  for (const { step, measured, p50Ms, p90Ms } of times) {
    const [half = Number.NaN, most = Number.NaN] = known[step] ?? [];
    expect(measured).toBe(10);
    about(p50Ms, half * 1000);
    about(p90Ms, most * 1000);
  }
});

describe('causes', () => {
  const met = (day: string, key: string, bucket: number, count: number) =>
    owner().query("INSERT INTO support_daily (day, kind, key, bucket, count) VALUES ($1, 'cause', $2, $3, $4)", [day, key, bucket, count]);

  test('are five, most frequent first, those of one number by their code, each at the step where it was met most', async () => {
    await met('2026-03-10', 'throttled', 1, 4);
    await met('2026-03-11', 'throttled', 2, 3);
    await met('2026-03-11', 'throttled', 1, 2);
    for (const code of ['quota-exceeded', 'consent-declined', 'guest-account', 'busy', 'session-expired'])
      await met('2026-03-11', code, 3, 2);
    await met('2026-03-12', 'session-expired', 3, 99);
    const { topCauses } = await of('2026-03-10', '2026-03-11');
    expect(topCauses.map(({ cause, count, step }) => [cause, count, step])).toEqual([
      ['throttled', 9, 'check'],
      ['busy', 2, 'approve'],
      ['consent-declined', 2, 'approve'],
      ['guest-account', 2, 'approve'],
      ['quota-exceeded', 2, 'approve'],
    ]);
  });

  test('of two steps with one number, the earlier one is told', async () => {
    await met('2026-03-20', 'throttled', 4, 5);
    await met('2026-03-20', 'throttled', 2, 5);
    expect((await of('2026-03-20')).topCauses[0]).toMatchObject({ count: 10, step: 'create' });
  });
});

test('a period without anything says so with zeros and nothing measured', async () => {
  const { started, connected, invitations, funnel, times, topCauses } = await numbers(empty);
  expect([started, connected, topCauses]).toEqual([0, 0, []]);
  expect(invitations.map(({ reached, left }) => [reached, left.good + left.expired + left.ended])).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(funnel.every(({ reached, passed, standing }) => reached === 0 && passed === 0 && standing.length === 0)).toBe(true);
  expect(times.every(({ measured, p50Ms, p90Ms }) => measured === 0 && p50Ms === null && p90Ms === null)).toBe(true);
});

describe('days are those of UTC, both ends included', () => {
  const edges = ['2026-04-30T23:59:59.999Z', '2026-05-01T00:00:00.000Z', '2026-05-02T23:59:59.999Z', '2026-05-03T00:00:00.000Z'];

  test('for connections', async () => {
    for (const at of edges) {
      const { id } = await newConnection();
      await owner().query('UPDATE support_cases SET created_at = $2 WHERE connection_id = $1', [id, at]);
    }
    expect([(await of('2026-05-01', '2026-05-02')).started, (await of('2026-04-30')).started, (await of('2026-05-03')).started]).toEqual([
      2, 1, 1,
    ]);
  });

  test('for invitations', async () => {
    for (const at of edges)
      await setInvitation((await newInvitation({ kind: 'domain', domain: 'edge.example' })).id, `created_at = '${at}'`);
    const made = async (from: string, to?: string) => (await of(from, to)).invitations[0]?.reached;
    expect([await made('2026-05-01', '2026-05-02'), await made('2026-04-30'), await made('2026-05-03')]).toEqual([2, 1, 1]);
  });

  test('for times', async () => {
    const took = (day: string) =>
      owner().query("INSERT INTO support_daily (day, kind, key, bucket, count) VALUES ($1, 'time', 'all', $2, 1)", [day, bucketOf(9000)]);
    for (const day of ['2026-04-30', '2026-05-01', '2026-05-02', '2026-05-03']) await took(day);
    expect((await of('2026-05-01', '2026-05-02')).times.find(({ step }) => step === 'all')?.measured).toBe(2);
  });
});

test('invitations are counted by how far they came, and by whether they can go on', async () => {
  const day = '2026-06-15';
  const used = 'opened_at = now(), redeemed_at = now(), browser_hash = gen_random_uuid()::text';
  const signedIn = `${used}, signed_in_at = now()`;
  const taken = "ended_at = now(), ended_how = 'revoked'";
  const expired = "expires_at = now() - interval '1 day'";
  const fates = [
    "note = 'nobody has opened it'",
    expired,
    taken,
    taken,
    'opened_at = now()',
    `${used}, ${expired}`,
    // the time of a link is no matter once somebody has signed in with it
    `${signedIn}, ${expired}`,
    `${signedIn}, ended_at = now(), ended_how = 'refused'`,
    `${signedIn}, connected_at = now(), ${taken}`,
    // a new link for an organization that agreed already is unopened, and has been signed in with
    'signed_in_at = now()',
  ];
  for (const fate of fates) {
    await setInvitation((await newInvitation({ kind: 'domain', domain: 'fate.example' })).id, `created_at = '${day}T12:00:00Z', ${fate}`);
  }
  expect((await of(day)).invitations).toEqual([
    { stage: 'made', title: 'Invited', reached: 10, left: { good: 0, expired: 0, ended: 0 } },
    { stage: 'opened', title: 'Opened', reached: 6, left: { good: 1, expired: 1, ended: 2 } },
    { stage: 'signed-in', title: 'Signed in', reached: 4, left: { good: 1, expired: 1, ended: 0 } },
    { stage: 'connected', title: 'Connected', reached: 1, left: { good: 2, expired: 0, ended: 1 } },
  ]);
});

test('a number that leads to the list is as large as the list, whatever the period', async () => {
  const { lease, record } = await leased(await newConnection());
  const problem = { code: 'throttled', at: new Date(), evidence: {} } as const;
  await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts: { problem } });
  const found = async (query: Parameters<typeof caseList>[0]) => (await caseList(query, 'nobody')).found.count;
  const { funnel, topCauses } = await numbers({});
  for (const { step, now } of funnel) expect([step, now]).toEqual([step, await found({ step })]);
  expect(topCauses.map(({ cause, now }) => [cause, now])).toEqual([['throttled', await found({ cause: 'throttled' })]]);
  expect((await numbers(empty)).funnel.map(({ now }) => now)).toEqual(funnel.map(({ now }) => now));
  expect(funnel.find(({ step }) => step === 'check')?.now).toBeGreaterThan(0);
});

test('a key that has ended is told apart from those that end this month and later', async () => {
  const before = (await numbers({})).expiring;
  const first = new Date(`${new Date().toISOString().slice(0, 7)}-01T00:00:00Z`).getTime();
  // the first moment of this month lies behind us at every time of a run, the last one before us
  const ends = [first - 1, first, Date.UTC(new Date(first).getUTCFullYear(), new Date(first).getUTCMonth() + 1) - 1];
  for (const at of ends) {
    const { id } = await newConnection();
    await owner().query('UPDATE support_cases SET key_expires_at = $2 WHERE connection_id = $1', [id, new Date(at)]);
  }
  const { ended, months, later } = (await numbers({})).expiring;
  const count = (month: number) => (months[month]?.count ?? 0) - (before.months[month]?.count ?? 0);
  expect([ended - before.ended, count(0), count(1), months.length, later]).toEqual([2, 1, 0, 25, before.later]);
});
