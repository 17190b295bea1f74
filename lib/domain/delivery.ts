import type { ConnectionRecord } from './connection';
import type { CredentialRecord } from './credential';
import { currentCredential } from './state';

/** A delivery that has waited this long alarms FortifyData. */
const alarmAfterMs = 15 * 60_000;

/** The sealed key that waits for the store; null while none does. */
export function undelivered(record: ConnectionRecord): CredentialRecord | null {
  const credential = currentCredential(record);
  return credential?.state === 'sealed' ? credential : null;
}

/**
 * The sealed key that the store shall have now, whatever else stands in the way of the connection: it is put there without a token and
 * without a look at the tenant. null where none waits, or where another kind of key was chosen since.
 */
export function deliverable(record: ConnectionRecord): CredentialRecord | null {
  const { connectedAt, acceptedBy, appId, certificate } = record;
  const waiting = connectedAt || !acceptedBy || !appId ? null : undelivered(record);
  return waiting && (waiting.thumbprint ?? null) === (certificate?.thumbprint ?? null) ? waiting : null;
}

/** Since when a sealed key waits: from the moment in which it was sealed, whoever has tried since. */
export const waitsSince = ({ sealedAt, intendedAt }: CredentialRecord): Date => sealedAt ?? intendedAt;

/** When the alarm for a sealed key falls due; null when it was raised. */
export function alarmDueAt(credential: CredentialRecord): Date | null {
  return credential.deliveryAlarmedAt ? null : new Date(waitsSince(credential).getTime() + alarmAfterMs);
}

/** True while only the store stands in the way: what a store refuses is mended at FortifyData, so the worker goes on trying. */
export const isStoreTrouble = ({ problem }: Pick<ConnectionRecord, 'problem'>): boolean => problem?.code === 'delivery-delayed';
