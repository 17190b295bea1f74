import { secretRules } from './app-policy';
import { isCertificate } from './certificate';
import type { ConnectionRecord } from './connection';
import type { CredentialRecord } from './credential';
import { daysBetween } from './renewal';

/** Life asked for where nothing limits it, in days of 24 hours. */
export const fullLifeDays = 730;
const shortestLifeDays = 7;

/**
 * Lives that are asked for one after the other when Microsoft refuses a longer one without saying what it allows. Downwards only, because
 * a life that it takes is a key made. Below a year a key lives at most five weeks shorter than the policy allows, above it a quarter of a
 * year. Below the last one a key would have to be renewed more often than people do such things.
 */
export const lifeLadder = [
  fullLifeDays,
  640,
  545,
  455,
  365,
  330,
  300,
  270,
  240,
  210,
  180,
  150,
  120,
  90,
  60,
  30,
  14,
  shortestLifeDays,
] as const;

/** What Microsoft's refusals have taught about this tenant: no key longer than this was taken. */
export interface SecretLimit {
  readonly days: number;
  readonly learnedAt: Date;
  /**
   * Somebody has tried again after a policy's refusal, which is done when an exemption was granted. An exemption cannot be read, so what
   * the policy says is not believed: the lives are asked for from the full one on.
   */
  readonly exempted?: boolean | undefined;
}

/** How long the next key will be valid, and how we know. */
export interface KeyLife {
  readonly days: number;
  /** `unknown`: nothing is known of a limit, and the policy could not be read. */
  readonly known: 'no-limit' | 'policy' | 'refusal' | 'unknown';
  /** Since when Microsoft's refusal is known. */
  readonly learnedAt: Date | null;
  /** True when the policy was read and forbids client secrets. An exemption for this one app is not readable, so it is asked all the same. */
  readonly banned: boolean;
}

const dayMs = 86_400_000;
/** Policies change seldom; after this time a full life is asked for again, at the cost of some refusals. */
const limitIsTrustedMs = 30 * dayMs;

/** The life of the next client secret of this connection. What was read last counts, be it the policy or a refusal. */
export function keyLife({ observed, secretLimit }: Pick<ConnectionRecord, 'observed' | 'secretLimit'>, now: Date): KeyLife {
  const policy = observed?.policy ?? null;
  const rules = observed && policy && secretRules(policy, observed.application?.createdAt ?? now);
  const isTrusted = secretLimit !== null && now.getTime() - secretLimit.learnedAt.getTime() < limitIsTrustedMs;
  const isNewer = secretLimit !== null && (!policy || !observed || secretLimit.learnedAt >= observed.at);
  const banned = rules?.banned ?? false;
  if (isTrusted && secretLimit.days === fullLifeDays) return { days: fullLifeDays, known: 'unknown', learnedAt: null, banned };
  if (isTrusted && (isNewer || secretLimit.exempted))
    return { days: secretLimit.days, known: 'refusal', learnedAt: secretLimit.learnedAt, banned };
  if (!rules) return { days: fullLifeDays, known: 'unknown', learnedAt: null, banned };
  const days = Math.max(shortestLifeDays, Math.min(fullLifeDays, rules.maxDays ?? fullLifeDays));
  return { days, known: days < fullLifeDays ? 'policy' : 'no-limit', learnedAt: null, banned };
}

/**
 * The next shorter life to ask for; null when the ladder ends.
 * @param days what Microsoft has refused
 * @param readCap what the policy allows, where it could be read: no life between it and a shorter step is skipped
 */
export function shorterLife(days: number, readCap: number | null = null): number | null {
  const steps = readCap === null ? lifeLadder : [...lifeLadder, readCap];
  const shorter = steps.filter((step) => step < days && step >= shortestLifeDays);
  return shorter.length > 0 ? Math.max(...shorter) : null;
}

/** What the policy that was read allows for the application of this connection, in days; null: nothing was read, or it sets no limit. */
export function policyCap({ observed }: Pick<ConnectionRecord, 'observed'>, now: Date): number | null {
  const policy = observed?.policy;
  return policy ? secretRules(policy, observed.application?.createdAt ?? now).maxDays : null;
}

/** Lives in days that Microsoft has refused one after the other: the longest and the shortest of them. */
export interface RefusedLives {
  readonly longest: number;
  readonly shortest: number;
}

/** What the last attempts asked for in vain; null when the last one was not refused. A longer life than the one before begins anew. */
export function refusedLives(credentials: readonly CredentialRecord[]): RefusedLives | null {
  const lives: number[] = [];
  for (const credential of credentials.toReversed()) {
    const days = daysBetween(credential.startsAt, credential.expiresAt);
    if (credential.state !== 'refused' || isCertificate(credential) || days < (lives.at(-1) ?? 0)) break;
    // a doubtful refusal, such as a pause that Microsoft asked for, was not about the life
    if (credential.unknownAt === null) lives.push(days);
  }
  const [shortest, longest] = [lives[0], lives.at(-1)];
  return shortest === undefined || longest === undefined ? null : { longest, shortest };
}
