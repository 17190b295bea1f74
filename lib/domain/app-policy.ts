/** The tenant's default app management policy, as far as it concerns the keys of our application. Only what is in force is kept. */

/** One restriction that is switched on. */
export interface PolicyRestriction {
  /** Microsoft's `restrictionType`, such as `passwordLifetime`. */
  readonly type: string;
  /** `maxLifetime` in whole days; null where the restriction has none, or one that cannot be read. */
  readonly maxDays: number | null;
  /** Only applications created after this time are restricted; null: all. */
  readonly createdAfter: Date | null;
  /** True when some people are exempt (`excludeActors`): whether the one who asks is among them, only Microsoft knows. */
  readonly exempts: boolean;
}

export interface ObservedPolicy {
  readonly secrets: readonly PolicyRestriction[];
}

/** What the policy says about a client secret of our application. */
export interface SecretRules {
  readonly banned: boolean;
  /** Longest life in days; null: no limit. */
  readonly maxDays: number | null;
}

/**
 * What holds for our application. Restrictions from which somebody is exempt say nothing certain and are left out: Microsoft's answer
 * decides then, as it does where the policy cannot be read.
 * @param createdAt when the application was created; for one that is still to be made, the present time
 */
export function secretRules(policy: ObservedPolicy, createdAt: Date): SecretRules {
  const certain = policy.secrets.filter(({ exempts, createdAfter }) => !exempts && (createdAfter === null || createdAt > createdAfter));
  const caps = certain.flatMap(({ type, maxDays }) => (type === 'passwordLifetime' && maxDays !== null ? [maxDays] : []));
  return {
    banned: certain.some(({ type }) => type === 'passwordAddition'),
    maxDays: caps.length > 0 ? Math.min(...caps) : null,
  };
}
