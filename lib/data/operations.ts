import { z } from 'zod';
import type { ChangeKind } from '../domain/change';
import type { CallTrace } from '../microsoft/microsoft';
import type { ConnectionKey, OperationRecord } from './data';
import type { Operation, Prisma } from './generated/client';
import { CallsJson } from './json';
import { inTenant, type Tx } from './prisma';

const changeKinds = [
  'observe',
  'createResourcePrincipal',
  'createApplication',
  'adoptApplication',
  'updateApplication',
  'createServicePrincipal',
  'awaitStableReads',
  'requestConsent',
  'checkGrants',
  'removeCredential',
  'mintCredential',
  'addCertificate',
  'deliverCredential',
  'proveAccess',
  'removeForeignCredential',
] as const satisfies readonly ChangeKind[];

const OutcomeName = z.enum(['done', 'wait', 'refused', 'unknown']).nullable();

/**
 * The newest lines of the journal, oldest first. When there are more than fit, of the tries of a store that was away for long only the
 * newest are shown: they would push out everything that was done before.
 */
export async function operations(key: ConnectionKey, limit: number): Promise<OperationRecord[]> {
  return inTenant(key.tenantId, async (tx) => {
    const rows = (await newest(tx, key, { take: limit })).map(operationRecordOf);
    return shownOperations(tx, key, { newest: rows, limit });
  });
}

/**
 * The same for whoever has read the newest lines already, and may see the journal in the transaction that is open.
 * @param read.newest at least `limit` of them where there are so many, newest first
 */
export async function shownOperations(
  tx: Tx,
  key: ConnectionKey,
  read: { readonly newest: readonly OperationRecord[]; readonly limit: number },
): Promise<OperationRecord[]> {
  const rows = read.newest.slice(0, read.limit);
  if (rows.length < read.limit || !rows.some(isVain)) return rows.reverse();
  return (await withFewTries(tx, key, read.limit)).reverse().map(operationRecordOf);
}

const triesShown = 5;
const vain = { change: 'deliverCredential', outcome: { in: ['wait', 'refused'] } } as const;
const isVain = ({ change, outcome }: OperationRecord): boolean => change === vain.change && vain.outcome.in.some((one) => one === outcome);
/** Written out: SQL's NOT would leave out a delivery that still runs. */
const notVain = { OR: [{ change: { not: vain.change } }, { outcome: null }, { outcome: { notIn: [...vain.outcome.in] } }] };

async function withFewTries(tx: Tx, key: ConnectionKey, limit: number): Promise<Operation[]> {
  const others = await newest(tx, key, { where: notVain, take: limit });
  const tries = await newest(tx, key, { where: { change: vain.change, outcome: { in: [...vain.outcome.in] } }, take: triesShown });
  return [...others, ...tries].sort((one, other) => other.intendedAt.getTime() - one.intendedAt.getTime()).slice(0, limit);
}

const newest = (tx: Tx, { id, tenantId }: ConnectionKey, { where, take }: { where?: Prisma.OperationWhereInput; take: number }) =>
  tx.operation.findMany({ where: { ...where, connectionId: id, tenantId }, orderBy: { intendedAt: 'desc' }, take });

const makingKeys: readonly ChangeKind[] = ['mintCredential', 'addCertificate'];

/** Adds what a proof asked Microsoft to the operation that made the key, the newest of its kind: an attempt that was given up has no proof. */
export async function addProofCalls(tx: Tx, { id, tenantId }: ConnectionKey, calls: readonly CallTrace[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE operations SET calls = calls || ${JSON.stringify(calls)}::jsonb
    WHERE tenant_id = ${tenantId}::uuid AND id = (
      SELECT id FROM operations WHERE connection_id = ${id}::uuid AND tenant_id = ${tenantId}::uuid AND change = ANY(${makingKeys})
      ORDER BY intended_at DESC LIMIT 1)`;
}

/** A journal row as the engine and the pages know it. */
export function operationRecordOf(row: Operation): OperationRecord {
  return {
    id: row.id,
    change: z.enum(changeKinds).parse(row.change),
    intendedAt: row.intendedAt,
    endedAt: row.endedAt,
    outcome: OutcomeName.parse(row.outcome),
    detail: row.detail,
    calls: CallsJson.parse(row.calls),
  };
}
