/** What the store is told of every key of an application, whatever kind it is. */
export interface CredentialFacts {
  /** Idempotency key: the same attempt is stored once, however often it is put. */
  readonly attempt: string;
  readonly connectionId: string;
  readonly tenantId: string;
  readonly appId: string;
  readonly keyId: string;
  readonly startsAt: Date;
  readonly expiresAt: Date;
}

/** A sealed credential on its way to FortifyData. `jwe` is the only part that holds the secret, and it is sealed. */
export interface SealedCredential extends CredentialFacts {
  readonly jwe: string;
  readonly sealThumbprint: string;
}

/** That an application carries FortifyData's certificate. There is no secret: FortifyData holds the private key already. */
export interface CertificateRecord extends CredentialFacts {
  /** SHA-256 of the certificate, 64 upper-case hex digits. */
  readonly thumbprint: string;
}

/** What a store keeps, one for each attempt. */
export type StoreItem = SealedCredential | CertificateRecord;

export const isCertificateRecord = (item: StoreItem): item is CertificateRecord => 'thumbprint' in item;

/**
 * The store's answer: `receipt` is its own name for the record, the same for each put of the same content; `existed` says whether
 * the attempt was there already, `unknown` where the portal's role may write and not even ask.
 */
export interface StoreReceipt {
  readonly receipt: string;
  readonly existed: boolean | 'unknown';
}

/**
 * Port 3: where sealed credentials and records of certificates go. `put` is idempotent by `attempt`: repeating it never makes a second record, and content
 * that does not belong to the attempt never takes the place of what was stored.
 */
export interface SecretStore {
  readonly name: 'database' | 'key-vault' | 'https';
  /** @throws StoreError */
  put(item: StoreItem): Promise<StoreReceipt>;
}

/**
 * `unavailable`: the outcome is not known, put the same again later. `mismatch`: the attempt belongs to other content, a person
 * must look. `refused`: the store does not let the portal in or does not take the message; repeating helps once it is mended.
 */
export type StoreErrorKind = 'unavailable' | 'mismatch' | 'refused';

/** `cause` tells an operator why, in a sentence that holds no token, no key and no sealed text. */
export class StoreError extends Error {
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, options?: { cause?: unknown }) {
    super(`the secret store answered: ${kind}`, options);
    this.name = 'StoreError';
    this.kind = kind;
  }
}
