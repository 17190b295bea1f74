/** A sealed credential on its way to FortifyData. `jwe` is the only part that holds the secret, and it is sealed. */
export interface SealedCredential {
  /** Idempotency key: the same attempt is stored once, however often it is put. */
  readonly attempt: string;
  readonly connectionId: string;
  readonly tenantId: string;
  readonly appId: string;
  readonly keyId: string;
  readonly startsAt: Date;
  readonly expiresAt: Date;
  readonly jwe: string;
  readonly sealThumbprint: string;
}

/** The store's answer: `receipt` is its own name for the record; `existed` when the same attempt was there already. */
export interface StoreReceipt {
  readonly receipt: string;
  readonly existed: boolean;
}

/**
 * Port 3: where sealed credentials go. `put` is idempotent by `attempt`; a second put of the same attempt with other content is
 * refused (`StoreError` kind `mismatch`). It throws `StoreError` kind `unavailable` when the outcome is not known.
 */
export interface SecretStore {
  readonly name: 'database';
  put(credential: SealedCredential): Promise<StoreReceipt>;
}

export class StoreError extends Error {
  readonly kind: 'unavailable' | 'mismatch';

  constructor(kind: 'unavailable' | 'mismatch', options?: { cause?: unknown }) {
    super(`the secret store answered: ${kind}`, options);
    this.name = 'StoreError';
    this.kind = kind;
  }
}
