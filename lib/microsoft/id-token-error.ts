/** Why an id token is not believed; one code for each check. */
export const idTokenRefusals = [
  'malformed',
  'algorithm',
  'critical-header',
  'key-id',
  'key-unknown',
  'signature',
  'claims',
  'version',
  'audience',
  'tenant',
  'personal-account',
  'issuer',
  'key-issuer',
  'tenant-unexpected',
  'expiry',
  'expired',
  'not-yet-valid',
  'issued-at',
  'issued-in-future',
  'issued-long-ago',
  'nonce',
  'subject',
  'object-id',
  'scopes',
] as const;
export type IdTokenRefusal = (typeof idTokenRefusals)[number];

/** Thrown by `verifyIdToken`. Holds nothing of the token. */
export class IdTokenError extends Error {
  readonly refusal: IdTokenRefusal;

  constructor(refusal: IdTokenRefusal) {
    super(`the id token was refused: ${refusal}`);
    this.name = 'IdTokenError';
    this.refusal = refusal;
  }
}
