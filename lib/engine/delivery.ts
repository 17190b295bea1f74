import { backOffSeconds } from '../domain/back-off';
import type { Outcome } from '../domain/change';
import type { ConnectionRecord } from '../domain/connection';
import type { CredentialRecord } from '../domain/credential';
import { isStoreTrouble } from '../domain/delivery';
import type { Facts } from '../domain/facts';
import { log } from '../log';
import type { StoreError } from '../store/store';

/** Facts that go with the intent of a delivery: each try is counted before it is made, so that one that was killed counts, too. */
export function deliveryBegun(credential: CredentialRecord, now: Date): Facts {
  const tried = { deliveryStartedAt: credential.deliveryStartedAt ?? now, deliveryTries: credential.deliveryTries + 1 };
  return { credentials: [{ ...credential, ...tried }] };
}

/**
 * What a store's no means. The sealed record is kept in any case and putting it again is safe, so the portal goes on trying by itself,
 * slower and slower: a store that is away comes back, and one that refuses is mended at FortifyData, where nobody should have to ask the
 * customer for a click. A record that belongs to other content is a matter for a person at once. Why is told to the operator alone. Another
 * problem that stands is the one that the admin can do something about: it is not covered by the store's.
 */
export function failedDelivery(
  error: StoreError,
  credential: CredentialRecord,
  at: { record: ConnectionRecord; now: Date },
): Outcome<Facts> {
  const { attempt, deliveryTries: tries } = credential;
  const { id: connection, problem } = at.record;
  const ids = { connection, attempt, kind: error.kind, tries };
  const retryAfterSeconds = backOffSeconds(tries, Math.random());
  log.warn('delivery-failed', { ...ids, retryAfterSeconds: Math.round(retryAfterSeconds), error });
  const isOther = problem !== null && !isStoreTrouble(at.record);
  // the store says another thing than before: what was refused counts no longer
  if (error.kind === 'unavailable') return { kind: 'wait', reason: 'delivery', retryAfterSeconds, facts: isOther ? {} : { problem: null } };
  const alarms = error.kind === 'mismatch' && !credential.deliveryAlarmedAt;
  if (alarms) log.error('delivery-alarm', ids);
  const facts: Facts = alarms ? { credentials: [{ ...credential, deliveryAlarmedAt: at.now }] } : {};
  if (isOther) return { kind: 'wait', reason: 'delivery', retryAfterSeconds, facts };
  return { kind: 'refused', problem: 'delivery-delayed', evidence: { Code: error.kind }, retryAfterSeconds, facts };
}
