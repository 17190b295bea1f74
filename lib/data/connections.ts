import type { ConnectionRecord } from '../domain/connection';
import { applyFacts, type Facts } from '../domain/facts';
import { assertTransition, stateOf } from '../domain/state';
import { PortalError } from '../error';
import { appendAudit } from './audit';
import { databaseNow, learnDatabaseTime } from './clock';
import { awaitsConsent, consumeConsent, rememberConsent } from './consent-requests';
import type { ConnectionData, ConnectionKey, Ending, Intent, Lease } from './data';
import { operationRecordOf } from './operations';
import { inTenant, type Tx } from './prisma';
import { columnsOf, plain, recordOf, withCredentials } from './rows';

async function load(key: ConnectionKey): Promise<ConnectionRecord | null> {
  return inTenant(key.tenantId, (tx) => read(tx, key));
}

async function read(tx: Tx, key: ConnectionKey): Promise<ConnectionRecord | null> {
  const row = await tx.connection.findFirst({ where: { id: key.id, tenantId: key.tenantId }, include: withCredentials });
  return row && recordOf(row);
}

async function lease(key: ConnectionKey) {
  return inTenant(key.tenantId, async (tx) => {
    const taken = await tx.$queryRaw<{ epoch: number; at: Date }[]>`
      UPDATE connections SET epoch = epoch + 1, lease_until = now() + interval '30 seconds'
      WHERE id = ${key.id}::uuid AND tenant_id = ${key.tenantId}::uuid AND (lease_until IS NULL OR lease_until < now())
      RETURNING epoch, clock_timestamp() AS at`;
    const [row] = taken;
    if (!row) return null;
    learnDatabaseTime(row.at);
    const held = { ...key, epoch: row.epoch };
    await closeAbandoned(tx, held);
    const record = await read(tx, key);
    return record && { record, lease: held };
  });
}

/** Operations of an earlier lease that never ended: their worker is gone, and what became of them is not known. */
async function closeAbandoned(tx: Tx, held: Lease): Promise<void> {
  const abandoned = { connectionId: held.id, tenantId: held.tenantId, endedAt: null, epoch: { lt: held.epoch } };
  const { count } = await tx.operation.updateMany({ where: abandoned, data: { outcome: 'unknown', endedAt: databaseNow() } });
  if (count > 0) await audit(tx, held, { actor: 'portal', action: 'operation.abandoned', operations: String(count) });
}

/** Losable: a lease that is not given back ends by itself. */
async function release({ id, tenantId, epoch }: Lease): Promise<void> {
  await inTenant(tenantId, (tx) => tx.connection.updateMany({ where: { id, tenantId, epoch }, data: { leaseUntil: null } }), 'losable');
}

async function intend(held: Lease, record: ConnectionRecord, intent: Intent) {
  return inTenant(held.tenantId, async (tx) => {
    const next = await save(tx, held, { record, facts: intent.facts, last: false });
    const operation = await tx.operation.create({
      data: { connectionId: held.id, tenantId: held.tenantId, epoch: held.epoch, change: intent.change, actor: intent.actor },
    });
    await audit(tx, held, { actor: intent.actor, action: `${intent.change}.intended`, state: next.state });
    return { operationId: operation.id, record: next };
  });
}

async function conclude(held: Lease, record: ConnectionRecord, ending: Ending): Promise<ConnectionRecord> {
  return inTenant(held.tenantId, async (tx) => {
    const next = await save(tx, held, { record, facts: ending.facts, last: true });
    await tx.operation.updateMany({
      where: { id: ending.operationId, tenantId: held.tenantId },
      data: {
        endedAt: databaseNow(),
        outcome: ending.outcome,
        detail: ending.detail,
        problemCode: ending.facts.problem?.code ?? null,
        calls: plain(ending.calls),
      },
    });
    await audit(tx, held, { actor: ending.actor, action: `operation.${ending.outcome}`, state: next.state, operation: ending.operationId });
    return next;
  });
}

async function write(held: Lease, record: ConnectionRecord, command: { actor: string; action: string; facts: Facts }) {
  return inTenant(held.tenantId, async (tx) => {
    const next = await save(tx, held, { record, facts: command.facts, last: false });
    await audit(tx, held, { actor: command.actor, action: command.action, state: next.state, ...decidedIn(command.facts) });
    return next;
  });
}

/** What a person has decided, as the audit keeps it: the permission list by its hash, the certificate by its thumbprint. */
const decidedIn = ({ manifestHash, certificate }: Facts): Record<string, string> => ({
  ...(manifestHash ? { manifest: manifestHash } : {}),
  ...(certificate ? { certificate: certificate.thumbprint } : {}),
});

interface Saving {
  readonly record: ConnectionRecord;
  readonly facts: Facts;
  /** True when this write also gives the lease back. */
  readonly last: boolean;
}

/** Derives the state anew and writes it with the facts, if epoch and state are still what the change was planned on. */
async function save(tx: Tx, held: Lease, { record, facts, last }: Saving): Promise<ConnectionRecord> {
  const merged = applyFacts(record, facts);
  const next = { ...merged, state: stateOf(merged), epoch: held.epoch };
  assertTransition(record.state, next.state);
  const { count } = await tx.connection.updateMany({
    where: { id: held.id, tenantId: held.tenantId, epoch: held.epoch, state: record.state },
    data: { ...columnsOf(facts), state: next.state, ...(last ? { leaseUntil: null } : {}) },
  });
  if (count !== 1) throw new PortalError('stale', 'the connection has moved on', { context: { connection: held.id, epoch: held.epoch } });
  await saveCredentials(tx, held, facts);
  return next;
}

async function saveCredentials(tx: Tx, held: Lease, facts: Facts): Promise<void> {
  for (const { attempt, ...credential } of facts.credentials ?? []) {
    const sealed = facts.sealed?.attempt === attempt ? { jwe: facts.sealed.jwe } : {};
    const stored = facts.stored?.attempt === attempt ? { storeReceipt: facts.stored.receipt } : {};
    const data = { ...credential, ...sealed, ...stored };
    const { count } = await tx.credential.updateMany({ where: { attempt, connectionId: held.id, tenantId: held.tenantId }, data });
    if (count === 0) await tx.credential.create({ data: { attempt, connectionId: held.id, tenantId: held.tenantId, ...data } });
  }
}

async function audit(tx: Tx, key: ConnectionKey, line: { actor: string; action: string } & Record<string, string>): Promise<void> {
  const { actor, action, ...details } = line;
  await appendAudit(tx, { actor, action, tenantId: key.tenantId, connectionId: key.id, details });
}

async function sealedText(key: ConnectionKey, attempt: string): Promise<string | null> {
  return inTenant(key.tenantId, async (tx) => {
    const row = await tx.credential.findFirst({ where: { attempt, connectionId: key.id, tenantId: key.tenantId }, select: { jwe: true } });
    return row?.jwe ?? null;
  });
}

async function operations(key: ConnectionKey, limit: number) {
  return inTenant(key.tenantId, async (tx) => {
    const rows = await tx.operation.findMany({
      where: { connectionId: key.id, tenantId: key.tenantId },
      orderBy: { intendedAt: 'desc' },
      take: limit,
    });
    return rows.reverse().map(operationRecordOf);
  });
}

async function forgetTokens(key: ConnectionKey): Promise<void> {
  await inTenant(key.tenantId, (tx) =>
    tx.session.updateMany({ where: { connectionId: key.id, tenantId: key.tenantId }, data: { sealedToken: null, tokenExpiresAt: null } }),
  );
}

/** Port 2 over PostgreSQL. */
export const connectionData: ConnectionData = {
  load,
  operations,
  lease,
  release,
  intend,
  conclude,
  write,
  sealedText,
  rememberConsent,
  awaitsConsent,
  consumeConsent,
  forgetTokens,
};
