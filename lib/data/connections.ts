import type { ConnectionRecord } from '../domain/connection';
import type { CredentialRecord } from '../domain/credential';
import { applyFacts, type Facts } from '../domain/facts';
import { leaseSeconds } from '../domain/lease';
import { assertTransition, stateOf } from '../domain/state';
import { dueAt } from '../domain/unattended';
import { PortalError } from '../error';
import { appendAudit } from './audit';
import { auditDetails } from './audit-details';
import { databaseNow } from './clock';
import { awaitsConsent, consumeConsent, rememberConsent } from './consent-requests';
import type { Command, ConnectionData, ConnectionKey, Ending, Intended, Intent, Lease } from './data';
import { auditHold, holdDecision, keepHold } from './invitation-holds';
import { keepAlive, letGo, release } from './lease-life';
import { addProofCalls, operations } from './operations';
import { inTenant, type Tx } from './prisma';
import { stillProving, watchSeconds } from './proof-watch';
import { columnsOf, plain, recordOf, withCredentials } from './rows';
import { keepSupportCase } from './support-case';
import { callWorker } from './work';

async function load(key: ConnectionKey): Promise<ConnectionRecord | null> {
  return inTenant(key.tenantId, (tx) => read(tx, key));
}

async function read(tx: Tx, key: ConnectionKey): Promise<ConnectionRecord | null> {
  const row = await tx.connection.findFirst({ where: { id: key.id, tenantId: key.tenantId }, include: withCredentials });
  return row && recordOf(row);
}

async function lease(key: ConnectionKey) {
  const held = await takeLease(key);
  if (held) keepAlive(held.lease);
  return held;
}

async function takeLease(key: ConnectionKey) {
  return inTenant(key.tenantId, async (tx) => {
    const taken = await tx.$queryRaw<{ epoch: number }[]>`
      UPDATE connections SET epoch = epoch + 1, lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}::int)
      WHERE id = ${key.id}::uuid AND tenant_id = ${key.tenantId}::uuid AND (lease_until IS NULL OR lease_until < now())
      RETURNING epoch`;
    const [row] = taken;
    if (!row) return null;
    const held = { ...key, epoch: row.epoch };
    const abandoned = await endAbandoned(tx, held);
    const found = await read(tx, key);
    const record = found && (await closeIntended(tx, held, found));
    if (abandoned > 0) await audit(tx, held, { actor: 'portal', action: 'operation.abandoned', operations: String(abandoned) });
    return record && { record, lease: held };
  });
}

/** Operations of an earlier lease that never ended: their worker is gone, and what became of them is not known. */
async function endAbandoned(tx: Tx, held: Lease): Promise<number> {
  const abandoned = { connectionId: held.id, tenantId: held.tenantId, endedAt: null, epoch: { lt: held.epoch } };
  const { count } = await tx.operation.updateMany({ where: abandoned, data: { outcome: 'unknown', endedAt: databaseNow() } });
  return count;
}

/** A key that was intended and never reported: whether Microsoft made it is not known. */
async function closeIntended(tx: Tx, held: Lease, record: ConnectionRecord): Promise<ConnectionRecord> {
  const intended = record.credentials.filter(({ state }) => state === 'intended');
  if (intended.length === 0) return record;
  const credentials = intended.map((credential) => ({ ...credential, state: 'unknown' as const, unknownAt: databaseNow() }));
  const next = await save(tx, held, { record, facts: { credentials }, lease: 'kept' });
  await audit(tx, held, { actor: 'portal', action: 'credential.unknown', state: next.state });
  return next;
}

async function intend(held: Lease, record: ConnectionRecord, intent: Intent) {
  return inTenant(held.tenantId, async (tx) => {
    const intended = await begin(tx, held, { record, intent });
    await auditIntent(tx, held, { intended, intent });
    return intended;
  });
}

/** The rows of an intent. Its audit line comes last in a transaction: the chain has one end, and whoever holds it shall wait for nobody. */
async function begin(tx: Tx, held: Lease, { record, intent }: { record: ConnectionRecord; intent: Intent }): Promise<Intended> {
  const next = await save(tx, held, { record, facts: intent.facts, lease: 'kept' });
  const operation = await tx.operation.create({
    data: { connectionId: held.id, tenantId: held.tenantId, epoch: held.epoch, change: intent.change, actor: intent.actor },
    select: { id: true },
  });
  return { operationId: operation.id, record: next };
}

async function auditIntent(tx: Tx, held: Lease, { intended, intent }: { intended: Intended; intent: Intent }): Promise<void> {
  await audit(tx, held, { actor: intent.actor, action: `${intent.change}.intended`, state: intended.record.state });
}

async function conclude(held: Lease, record: ConnectionRecord, ending: Ending) {
  const { operationId, outcome, detail, facts, next: intent } = ending;
  const concluded = await inTenant(held.tenantId, async (tx) => {
    const next = await save(tx, held, { record, facts, lease: intent ? 'renewed' : 'given back' });
    await tx.operation.updateMany({
      where: { id: operationId, tenantId: held.tenantId },
      data: { endedAt: databaseNow(), outcome, detail, problemCode: facts.problem?.code ?? null, calls: plain(ending.calls) },
    });
    const intended = intent && (await begin(tx, held, { record: next, intent }));
    const line = { actor: ending.actor, action: `operation.${outcome}`, state: next.state, operation: operationId };
    await audit(tx, held, { ...line, ...auditDetails(facts) });
    await auditHold(tx, { before: record, after: next });
    if (intended && intent) await auditIntent(tx, held, { intended, intent });
    return intended ?? { record: next, operationId: null };
  });
  if (intent) keepAlive(held);
  else letGo(held);
  return concluded;
}

async function write(held: Lease, record: ConnectionRecord, command: Command) {
  const written = await inTenant(held.tenantId, async (tx) => {
    const next = await save(tx, held, { record, facts: command.facts, lease: 'given back' });
    if (command.proofCalls) await addProofCalls(tx, held, command.proofCalls);
    await audit(tx, held, { actor: command.actor, action: command.action, state: next.state, ...auditDetails(command.facts) });
    await auditHold(tx, { before: record, after: next });
    return next;
  });
  letGo(held);
  return written;
}

/** What becomes of the lease with a write. */
type LeaseAfter = 'kept' | 'renewed' | 'given back';

interface Saving {
  readonly record: ConnectionRecord;
  readonly facts: Facts;
  readonly lease: LeaseAfter;
}

/** Derives the state anew and writes it with the facts, if epoch and state are still what the change was planned on. */
async function save(tx: Tx, held: Lease, { record, facts: taught, lease: after }: Saving): Promise<ConnectionRecord> {
  const facts = withFirstWatch(taught);
  const merged = applyFacts(record, facts);
  const next = { ...merged, state: stateOf(merged), epoch: held.epoch };
  assertTransition(record.state, next.state);
  const { count } = await tx.connection.updateMany({
    where: { id: held.id, tenantId: held.tenantId, epoch: held.epoch, state: record.state },
    data: { ...columnsOf(facts), state: next.state, dueAt: dueAt(next), ...leaseColumn(after) },
  });
  if (count !== 1) throw new PortalError('stale', 'the connection has moved on', { context: { connection: held.id, epoch: held.epoch } });
  await saveCredentials(tx, held, facts);
  await keepHold(tx, { before: record, after: next });
  await keepSupportCase(tx, { before: record, after: next });
  if (facts.connectedAt) await forgetTokens(tx, held);
  return next;
}

function leaseColumn(after: LeaseAfter): { leaseUntil?: Date | null } {
  switch (after) {
    case 'kept':
      return {};
    case 'renewed':
      return { leaseUntil: new Date(databaseNow().getTime() + leaseSeconds * 1000) };
    case 'given back':
      return { leaseUntil: null };
    default:
      return after satisfies never;
  }
}

async function saveCredentials(tx: Tx, held: Lease, facts: Facts): Promise<void> {
  for (const fact of facts.credentials ?? []) {
    const { attempt, watchedUntil, ...credential } = fact;
    const watch = isJustMade(fact) ? { watchedUntil } : {};
    const sealed = facts.sealed?.attempt === attempt ? { jwe: facts.sealed.jwe } : {};
    const stored = facts.stored?.attempt === attempt ? { storeReceipt: facts.stored.receipt } : {};
    const data = { ...credential, ...watch, ...sealed, ...stored };
    const { count } = await tx.credential.updateMany({ where: { attempt, connectionId: held.id, tenantId: held.tenantId }, data });
    if (count === 0) await tx.credential.create({ data: { attempt, connectionId: held.id, tenantId: held.tenantId, ...data } });
  }
}

/** A key that was just made is tried out by the process that writes it, which from then on says itself that it is at work. */
function withFirstWatch(facts: Facts): Facts {
  if (!facts.credentials?.some(isJustMade)) return facts;
  const watchedUntil = new Date(databaseNow().getTime() + watchSeconds * 1000);
  return { ...facts, credentials: facts.credentials.map((item) => (isJustMade(item) ? { ...item, watchedUntil } : item)) };
}

const isJustMade = ({ state, deliveryStartedAt }: CredentialRecord) => state === 'sealed' && deliveryStartedAt === null;

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

/** Nothing is left to be done with the admins' rights. */
async function forgetTokens(tx: Tx, { id, tenantId }: ConnectionKey): Promise<void> {
  await tx.session.updateMany({ where: { connectionId: id, tenantId }, data: { sealedToken: null, tokenExpiresAt: null } });
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
  stillProving,
  callWorker,
  sealedText,
  holdDecision,
  rememberConsent,
  awaitsConsent,
  consumeConsent,
};
