import { z } from 'zod';
import type { ChangeKind } from '../domain/change';
import type { OperationRecord } from './data';
import type { Operation } from './generated/client';
import { CallsJson } from './json';

const changeKinds = [
  'observe',
  'createResourcePrincipal',
  'createApplication',
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
] as const satisfies readonly ChangeKind[];

const OutcomeName = z.enum(['done', 'wait', 'refused', 'unknown']).nullable();

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
