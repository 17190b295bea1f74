import { secretRules } from './app-policy';
import type { ConnectionRecord } from './connection';

/** Life asked for where nothing limits it, in days of 24 hours. */
export const fullLifeDays = 730;

/**
 * Lives that are asked for one after the other when Microsoft refuses a longer one without saying what it allows. Below the last one a
 * key would have to be renewed more often than people do such things.
 */
export const lifeLadder = [fullLifeDays, 365, 180, 90, 60, 30, 14, 7] as const;
const shortestLifeDays = 7;

/** What Microsoft's refusals have taught about this tenant: no key longer than this was taken. */
export interface SecretLimit {
  readonly days: number;
  readonly learnedAt: Date;
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
  if (isTrusted && isNewer) return { days: secretLimit.days, known: 'refusal', learnedAt: secretLimit.learnedAt, banned };
  if (!rules) return { days: fullLifeDays, known: 'unknown', learnedAt: null, banned };
  const days = Math.max(shortestLifeDays, Math.min(fullLifeDays, rules.maxDays ?? fullLifeDays));
  return { days, known: days < fullLifeDays ? 'policy' : 'no-limit', learnedAt: null, banned };
}

/** The next shorter life to ask for; null when the ladder ends. */
export function shorterLife(days: number): number | null {
  return lifeLadder.find((step) => step < days) ?? null;
}
