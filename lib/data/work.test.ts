import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { credential } from '../domain/record.test-data';
import { stages } from '../domain/stages.test-data';
import { connectionData } from './connections';
import type { ConnectionKey } from './data';
import { expireLease, leased, newConnection, owner, withOwnDatabase } from './owned.test-data';
import { openConnection } from './sign-ins';
import { findWork } from './work';

withOwnDatabase();

let key: ConnectionKey;
beforeEach(async () => {
  await owner().query('UPDATE connections SET due_at = NULL, lease_until = NULL');
  key = await newConnection();
});

const found = async (most = 10) => (await findWork(most, [])).map(({ id }) => id);
const due = (id: string, seconds: number) =>
  owner().query('UPDATE connections SET due_at = now() + make_interval(secs => $2) WHERE id = $1', [id, seconds]);

test('a sealed key that the store had refused before there was a worker is due after the migration, and no other trouble is', async () => {
  const statement = /UPDATE.*/.exec(readFileSync('prisma/migrations/20261127009000_due_store_trouble/migration.sql', 'utf8'))?.[0] ?? '';
  const other = await newConnection();
  const trouble = (id: string, code: string) =>
    owner().query(`UPDATE connections SET state = 'attention', problem = jsonb_build_object('code', $2::text) WHERE id = $1`, [id, code]);
  await trouble(key.id, 'delivery-delayed');
  await trouble(other.id, 'consent-declined');
  await owner().query(statement);
  expect(await found()).toEqual([key.id]);
});

describe('what is found', () => {
  test('is what is due by the database’s clock, whose it may be, with the tenant in which to work', async () => {
    const other = await newConnection();
    expect(await findWork(10, [])).toEqual([]);
    await due(key.id, -1);
    await due(other.id, -2);
    expect(await findWork(10, [])).toEqual([other, key]);
    await due(key.id, 60);
    expect(await findWork(10, [])).toEqual([other]);
  });

  test('is not what somebody works on, and is what somebody left behind', async () => {
    await due(key.id, -1);
    await leased(key);
    expect(await found()).toEqual([]);
    await due(key.id, 60);
    await expireLease(key.id);
    expect(await found()).toEqual([key.id]);
  });

  test('is named once though both are true, and never more than asked for', async () => {
    await due(key.id, -1);
    await leased(key);
    await expireLease(key.id);
    expect(await found()).toEqual([key.id]);
    const others = await Promise.all(Array.from({ length: 4 }, () => newConnection()));
    for (const { id } of others) await due(id, -1);
    expect(await found(3)).toHaveLength(3);
  });

  test('is not what shall rest, however long it has been due', async () => {
    const other = await newConnection();
    await due(key.id, -100);
    await due(other.id, -1);
    expect(await findWork(1, [key.id])).toEqual([other]);
  });

  test.each(['due_at', 'lease_until'])('is found by the index of %s', async (column) => {
    const { rows } = await owner().query(
      `SELECT indexdef FROM pg_indexes WHERE tablename = 'connections' AND indexdef LIKE '%(${column})'`,
    );
    expect(rows).toHaveLength(1);
  });
});

describe('the journal', () => {
  const vain = (count: number) =>
    owner().query(
      `INSERT INTO operations (id, connection_id, tenant_id, epoch, change, actor, outcome, intended_at, ended_at)
       SELECT gen_random_uuid(), $1, $2, 1, 'deliverCredential', 'worker', 'wait', now() + n * interval '1 second', now() FROM generate_series(1, $3) n`,
      [key.id, key.tenantId, count],
    );

  test('of a store that was away for long still shows what was done before, and the newest tries', async () => {
    const { lease, record } = await leased(key);
    await connectionData.intend(lease, record, { change: 'observe', actor: 'portal', facts: {} });
    await vain(8);
    expect((await connectionData.operations(key, 60)).map(({ change }) => change)).toEqual([
      'observe',
      ...Array(8).fill('deliverCredential'),
    ]);
    await vain(100);
    const shown = await connectionData.operations(key, 60);
    expect(shown.map(({ change }) => change)).toEqual(['observe', ...Array(5).fill('deliverCredential')]);
    const times = shown.map(({ intendedAt }) => intendedAt.getTime());
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });
});

describe('a write', () => {
  const attempt = randomUUID();
  const sealedAt = new Date(Date.now() - 60_000);
  const sealed = credential({ attempt, state: 'sealed', sealedAt, deliveredAt: null, provedAt: null });
  const made = () => {
    const { acceptedAt, acceptedBy, applicationObjectId, appId, servicePrincipalId, stableAt, grantsCompleteAt } = stages.connected;
    return { acceptedAt, acceptedBy, applicationObjectId, appId, servicePrincipalId, stableAt, grantsCompleteAt };
  };

  test('says when a worker is to look; a person’s turn is nobody’s work', async () => {
    const { lease, record } = await leased(key);
    const write = { actor: 'portal', action: 'test' };
    const sealing = await connectionData.write(lease, record, {
      ...write,
      facts: { ...made(), credentials: [{ ...sealed, attempt: randomUUID() }] },
    });
    await connectionData.release(lease);
    expect(await found()).toEqual([key.id]);
    const held = await leased(key);
    await connectionData.write(held.lease, sealing, {
      ...write,
      facts: {
        problem: { code: 'consent-declined', at: new Date(), evidence: {} },
        credentials: sealing.credentials.map((item) => ({ ...item, state: 'delivered', deliveredAt: sealedAt, provedAt: sealedAt })),
      },
    });
    await connectionData.release(held.lease);
    expect(await found()).toEqual([]);
    await openConnection({ cloud: 'global', tenantId: key.tenantId, person: record.admin });
    expect(await found()).toEqual([key.id]);
  });

  test('after an idle look is the only thing that calls a worker again', async () => {
    await due(key.id, -1);
    const { lease, record } = await leased(key);
    await connectionData.release(lease, record.state);
    expect(await found()).toEqual([]);
  });

  test('is kept by an idle look at what has moved on meanwhile', async () => {
    await due(key.id, -1);
    const { lease } = await leased(key);
    await connectionData.release(lease, 'held');
    expect(await found()).toEqual([key.id]);
  });

  test('of a lease that was lost does not call a worker off', async () => {
    await due(key.id, -1);
    const { lease } = await leased(key);
    await expireLease(key.id);
    const other = await leased(key);
    await connectionData.release(lease, other.record.state);
    await connectionData.release(other.lease);
    expect(await found()).toEqual([key.id]);
  });
});
