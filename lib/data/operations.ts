import { z } from 'zod';
import type { ChangeKind } from '../domain/change';
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
    const rows = await newest(tx, key, { take: limit });
    const shown = rows.length < limit ? rows : await withFewTries(tx, key, limit);
    return shown.reverse().map(operationRecordOf);
  });
}

const triesShown = 5;
const vain = { change: 'deliverCredential', outcome: { in: ['wait', 'refused'] } } as const;
/** Written out: SQL's NOT would leave out a delivery that still runs. */
const notVain = { OR: [{ change: { not: vain.change } }, { outcome: null }, { outcome: { notIn: [...vain.outcome.in] } }] };

async function withFewTries(tx: Tx, key: ConnectionKey, limit: number): Promise<Operation[]> {
  const others = await newest(tx, key, { where: notVain, take: limit });
  const tries = await newest(tx, key, { where: { change: vain.change, outcome: { in: [...vain.outcome.in] } }, take: triesShown });
  return [...others, ...tries].sort((one, other) => other.intendedAt.getTime() - one.intendedAt.getTime()).slice(0, limit);
}

const newest = (tx: Tx, { id, tenantId }: ConnectionKey, { where, take }: { where?: Prisma.OperationWhereInput; take: number }) =>
  tx.operation.findMany({ where: { ...where, connectionId: id, tenantId }, orderBy: { intendedAt: 'desc' }, take });

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
