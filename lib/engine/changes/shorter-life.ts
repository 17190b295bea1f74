import type { Outcome } from '../../domain/change';
import type { CredentialRecord } from '../../domain/credential';
import type { Facts } from '../../domain/facts';
import { shorterLife } from '../../domain/key-life';
import { daysBetween } from '../../domain/renewal';

/** Graph's code for a client secret that would live longer than the tenant's policy allows. How long that is, it says in its sentence only. */
export const tooLongCode = 'CredentialInvalidLifetimeAsPerAppPolicy';

/**
 * Microsoft refused the life asked for. The next shorter one is asked for by a new attempt, without a person; below the shortest a person
 * has to decide. What was learned is kept, so that a later key begins there.
 */
export function tooLong(attempt: CredentialRecord, now: Date, evidence: Readonly<Record<string, string>>): Outcome<Facts> {
  const asked = daysBetween(attempt.startsAt, attempt.expiresAt);
  const next = shorterLife(asked);
  const credentials: readonly CredentialRecord[] = [{ ...attempt, state: 'refused' }];
  if (next === null) {
    const shown = { ...evidence, 'Shortest life asked for': `${asked} days` };
    return { kind: 'refused', problem: 'secret-policy-lifetime', evidence: shown, facts: { credentials, secretLimit: null } };
  }
  const facts: Facts = { credentials, secretLimit: { days: next, learnedAt: now } };
  return { kind: 'wait', reason: 'shorter-key', retryAfterSeconds: 0, detail: `${asked} days refused, ${next} days next`, facts };
}
