/** The life of one client secret. Each try to make one is an attempt with its own row; nothing here holds the value. */
export const credentialStates = [
  'intended',
  'sealed',
  'delivered',
  'live',
  'unproved',
  'unknown',
  'refused',
  'retired',
  'removed',
] as const;
export type CredentialState = (typeof credentialStates)[number];

export interface CredentialRecord {
  /** The attempt's id (UUID): idempotency key of the hand-off. */
  readonly attempt: string;
  /** Object id of the application it is a key of: with the application its keys are gone. */
  readonly applicationObjectId: string;
  readonly state: CredentialState;
  readonly intendedAt: Date;
  /** Exact start asked for; unique per attempt and application, it finds a key whose answer was lost. */
  readonly startsAt: Date;
  readonly expiresAt: Date;
  /** Microsoft's key id; null until Microsoft answered. */
  readonly keyId: string | null;
  readonly sealedAt: Date | null;
  readonly sealThumbprint: string | null;
  /** First try to put the sealed record into the store. */
  readonly deliveryStartedAt: Date | null;
  /** Tries to put it into the store so far, counted before each. */
  readonly deliveryTries: number;
  /** When FortifyData was alarmed that the store does not take it; once for each attempt. */
  readonly deliveryAlarmedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly provedAt: Date | null;
  /**
   * The process that tries the key out is at work until then, and says so anew; absent or null: nothing is known of it. Kept beside the
   * facts: no change of the connection writes it.
   */
  readonly watchedUntil?: Date | null;
  /** When an attempt of unknown outcome was noticed, or a refusal came that does not prove that no key was made. */
  readonly unknownAt: Date | null;
  /** SHA-256 of the certificate that this attempt adds to the application; absent or null: a client secret. */
  readonly thumbprint?: string | null;
}

/** Display name of the secret in the tenant, as FortifyData's guide demands. */
export const credentialDisplayName = 'FortifyDataAPISecret';
/** After this time since the intent nothing comes of a proof of which nobody has ever said that it is under way: one sealer's life. */
export const unwatchedProofMs = 180_000;
/** Sealers relieve each other while Microsoft needs longer; after this time since the intent the last of them has ended. */
export const longestProofMs = 15 * 60_000;

/**
 * When the proof of an attempt is given up: when nobody says any more that it is under way, and at the end of its last sealer's life. Sealers
 * end with the process that began them; what one reports later finds the attempt ended, and changes nothing.
 */
export function proofEndsAt({ intendedAt, watchedUntil }: Pick<CredentialRecord, 'intendedAt' | 'watchedUntil'>): Date {
  const after = (milliseconds: number) => new Date(intendedAt.getTime() + milliseconds);
  if (!watchedUntil) return after(unwatchedProofMs);
  return watchedUntil < after(longestProofMs) ? watchedUntil : after(longestProofMs);
}

/** True when the proof of this attempt will not come: a new attempt is needed. */
export const proofIsOverdue = (credential: CredentialRecord, now: Date): boolean => now > proofEndsAt(credential);

const dayMs = 86_400_000;

/**
 * Start and end of a new secret: begins one minute ago, because a start ahead of Microsoft's clock is not valid yet,
 * cut to the second so that it can be compared with what Microsoft lists.
 * @param now current time
 * @param taken start times of earlier attempts for this application; the result differs from all of them
 * @param days length of its life, in days of 24 hours
 */
export function credentialLifetime(now: Date, taken: readonly Date[], days: number): { startsAt: Date; expiresAt: Date } {
  let start = Math.floor(now.getTime() / 1000) * 1000 - 60_000;
  const used = new Set(taken.map((date) => Math.floor(date.getTime() / 1000) * 1000));
  while (used.has(start)) start += 1000;
  return { startsAt: new Date(start), expiresAt: new Date(start + days * dayMs) };
}

/** True when a listed password is the one that this attempt asked for. */
export function isPasswordOf(
  attempt: Pick<CredentialRecord, 'startsAt'>,
  password: { displayName: string | null; startsAt: Date },
): boolean {
  return password.displayName === credentialDisplayName && Math.abs(password.startsAt.getTime() - attempt.startsAt.getTime()) < 1000;
}
