import type { Outcome } from '../../domain/change';
import type { ConnectionRecord } from '../../domain/connection';
import type { CredentialRecord } from '../../domain/credential';
import { applyFacts, type Facts } from '../../domain/facts';
import { policyCap, type RefusedLives, refusedLives, shorterLife } from '../../domain/key-life';
import { daysBetween } from '../../domain/renewal';
import type { MicrosoftErrorFacts } from '../../microsoft/microsoft-error';
import { evidenceOf } from '../refusal';

/** Graph's code for a client secret that would live longer than the tenant's policy allows. How long that is, it says in its sentence only. */
export const tooLongCode = 'CredentialInvalidLifetimeAsPerAppPolicy';

/**
 * Microsoft refused the life asked for. The next shorter one is asked for by a new attempt, without a person; below the shortest a person
 * has to decide. What was learned is kept, so that a later key begins there.
 */
export function tooLong(
  { record, now }: { readonly record: ConnectionRecord; readonly now: Date },
  attempt: CredentialRecord,
  error: MicrosoftErrorFacts,
): Outcome<Facts> {
  const asked = daysBetween(attempt.startsAt, attempt.expiresAt);
  const next = shorterLife(asked, policyCap(record, now));
  const refused: CredentialRecord = { ...attempt, state: 'refused' };
  const credentials: readonly CredentialRecord[] = [refused];
  if (next === null) {
    const lives = refusedLives(applyFacts(record, { credentials }).credentials);
    const evidence = { ...evidenceOf(error), 'Lives asked for': lives ? livesText(lives) : `${asked} days` };
    return { kind: 'refused', problem: 'secret-policy-lifetime', evidence, facts: { credentials, secretLimit: null } };
  }
  const exempted = record.secretLimit?.exempted ? { exempted: true } : {};
  const facts: Facts = { credentials, secretLimit: { days: next, learnedAt: now, ...exempted } };
  return { kind: 'wait', reason: 'shorter-key', retryAfterSeconds: 0, detail: `${asked} days refused, ${next} days next`, facts };
}

const livesText = ({ longest, shortest }: RefusedLives) => (longest === shortest ? `${longest} days` : `${longest} to ${shortest} days`);
