import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { at, ids, intended } from '../domain/record.test-data';
import { connectionData } from './connections';
import { everything, leasedConnection, owner, withOwnDatabase } from './owned.test-data';
import { openConnection } from './sign-ins';

withOwnDatabase();

const call = { purpose: 'Read', at: at(3), durationMs: 12, status: 200, requestId: 'r', clientRequestId: 'c', code: null };
const ending = { outcome: 'done', detail: 'x', calls: [call], actor: 'portal', facts: { appId: ids.app }, next: null } as const;

describe('the journal', () => {
  test('holds the intent before the effect and the outcome after it, with the calls', async () => {
    const { lease, record } = await leasedConnection();
    const { operationId, record: next } = await connectionData.intend(lease, record, { change: 'observe', actor: 'oid@t', facts: {} });
    expect(await connectionData.operations(lease, 10)).toEqual([
      { id: operationId, change: 'observe', intendedAt: expect.any(Date), endedAt: null, outcome: null, detail: null, calls: [] },
    ]);
    await connectionData.conclude(lease, next, { ...ending, operationId });
    expect(await connectionData.operations(lease, 10)).toEqual([
      {
        id: operationId,
        change: 'observe',
        intendedAt: expect.any(Date),
        endedAt: expect.any(Date),
        outcome: 'done',
        detail: 'x',
        calls: [call],
      },
    ]);
  });

  test('holds the intent of the next change with the outcome of the one before, and the lease begins anew', async () => {
    const { lease, record } = await leasedConnection();
    const { operationId, record: intended } = await connectionData.intend(lease, record, { change: 'observe', actor: 'o', facts: {} });
    await owner().query("UPDATE connections SET lease_until = now() + interval '1 second' WHERE id = $1", [lease.id]);
    const next = { change: 'createApplication', actor: 'o', facts: { appId: ids.key } } as const;
    const went = await connectionData.conclude(lease, intended, { ...ending, operationId, next });
    expect(went.record).toMatchObject({ appId: ids.key });
    expect((await connectionData.operations(lease, 10)).map(({ id, change, outcome }) => [id, change, outcome])).toEqual([
      [operationId, 'observe', 'done'],
      [went.operationId, 'createApplication', null],
    ]);
    const { rows } = await owner().query("SELECT lease_until > now() + interval '6 seconds' AS long FROM connections WHERE id = $1", [
      lease.id,
    ]);
    expect(rows).toEqual([{ long: true }]);
  });

  test('tells what a proof asked Microsoft with the operation that made its key, the newest of its kind', async () => {
    const { lease, record } = await leasedConnection();
    for (const change of ['mintCredential', 'mintCredential', 'deliverCredential'] as const) {
      const { operationId } = await connectionData.intend(lease, record, { change, actor: 'portal', facts: {} });
      await connectionData.conclude(lease, record, { ...ending, facts: {}, operationId });
    }
    const other = await leasedConnection();
    const proofCalls = [{ ...call, purpose: 'Get a token', status: 401, code: 'AADSTS7000215' }];
    await connectionData.write(lease, record, { actor: 'sealer', action: 'proof.recorded', facts: {}, proofCalls });
    await connectionData.write(other.lease, other.record, { actor: 'sealer', action: 'proof.recorded', facts: {}, proofCalls });
    expect((await connectionData.operations(lease, 10)).map(({ calls }) => calls)).toEqual([[call], [call, ...proofCalls], [call]]);
    expect(await connectionData.operations(other.lease, 10)).toEqual([]);
  });

  test('gives the newest lines, oldest of them first', async () => {
    const { lease, record } = await leasedConnection();
    for (const change of ['observe', 'createApplication', 'checkGrants'] as const) {
      await connectionData.intend(lease, record, { change, actor: 'portal', facts: {} });
    }
    expect((await connectionData.operations(lease, 2)).map((line) => line.change)).toEqual(['createApplication', 'checkGrants']);
  });

  test('writes an audit line for each intent, outcome and command, without names', async () => {
    const { lease, record } = await leasedConnection();
    const { operationId, record: next } = await connectionData.intend(lease, record, { change: 'observe', actor: 'oid@t', facts: {} });
    const { record: after } = await connectionData.conclude(lease, next, { ...ending, operationId });
    await connectionData.write(lease, after, { actor: 'oid@t', action: 'plan.accepted', facts: { manifestHash: 'a'.repeat(64) } });
    const { rows } = await owner().query('SELECT actor, action, details FROM audit_lines WHERE connection_id = $1 ORDER BY seq', [
      lease.id,
    ]);
    expect(rows.map((row) => [row.actor, row.action, JSON.parse(row.details)])).toEqual([
      [expect.stringContaining(`@${lease.tenantId}`), 'admin.signed-in', {}],
      ['oid@t', 'observe.intended', { state: 'signed_in' }],
      ['portal', 'operation.done', { operation: operationId, state: 'signed_in' }],
      ['oid@t', 'plan.accepted', { manifest: 'a'.repeat(64), state: 'signed_in' }],
    ]);
    expect(JSON.stringify(rows)).not.toContain('Adele');
  });
});

describe('an audit line that cannot be written', () => {
  const signIn = { cloud: 'global', tenantId: ids.tenant, person: { oid: ids.key, name: 'n', account: 'a', roles: [] } } as const;

  async function withoutAudit<T>(work: () => Promise<T>): Promise<T> {
    const append = 'FUNCTION append_audit(text, text, uuid, uuid, text)';
    await owner().query(`REVOKE EXECUTE ON ${append} FROM portal_app`);
    return work().finally(() => owner().query(`GRANT EXECUTE ON ${append} TO portal_app`));
  }

  const { lease: leaseOf } = connectionData;
  const effects: Record<string, (held: Awaited<ReturnType<typeof leasedConnection>>, operationId: string) => Promise<unknown>> = {
    'an intent': ({ lease, record }) =>
      connectionData.intend(lease, record, { change: 'mintCredential', actor: 'portal', facts: { credentials: [intended()] } }),
    'an outcome': ({ lease, record }, operationId) => connectionData.conclude(lease, record, { ...ending, operationId }),
    'an outcome with the next intent': ({ lease, record }, operationId) => {
      const facts = { credentials: [intended({ attempt: randomUUID() })] };
      const next = { change: 'mintCredential', actor: 'portal', facts } as const;
      return connectionData.conclude(lease, record, { ...ending, operationId, next });
    },
    'a command': ({ lease, record }) => connectionData.write(lease, record, { actor: 'portal', action: 'x', facts: { acceptedAt: at(1) } }),
    'a sign-in': () => openConnection(signIn),
  };
  test.each(Object.entries(effects))('prevents %s', async (_, effect) => {
    const held = await leasedConnection();
    const { operationId } = await connectionData.intend(held.lease, held.record, { change: 'observe', actor: 'portal', facts: {} });
    const before = await everything();
    await withoutAudit(() => expect(effect(held, operationId)).rejects.toThrow(/append_audit/));
    expect(await everything()).toBe(before);
    expect(await leaseOf(held.lease), 'the lease is still held').toBeNull();
    await effect(held, operationId);
    expect(await everything()).not.toBe(before);
  });
});
