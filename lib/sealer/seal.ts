import { Buffer } from 'node:buffer';
import { CompactEncrypt, type CryptoKey, calculateJwkThumbprint, importJWK } from 'jose';
import type { SealBinding, SealOrder } from './messages';

/** Key agreement and content encryption of every sealed credential (RFC 7518 sections 4.6 and 5.3). */
const algorithms = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM' } as const;
/** `typ` of the protected header (RFC 7516 section 4.1.11), so that no other JWE is taken for a credential. */
const mediaType = 'fd-credential+jwe';

/** FortifyData's public key, imported and compared with its pin. */
export interface Recipient {
  readonly key: CryptoKey | Uint8Array;
  readonly thumbprint: string;
}

/** A new secret, in the sealer's memory alone. The owner overwrites `secret` when it is no longer needed. */
export interface Minted {
  readonly keyId: string;
  readonly startsAt: Date;
  readonly expiresAt: Date;
  readonly secret: Buffer;
}

/**
 * Imports the key which a secret will be sealed to. Called before a secret is made, so that a key that cannot seal costs nothing.
 * @throws RangeError when the key is not the pinned one (RFC 7638 thumbprint)
 */
export async function recipientOf({ sealKey, sealThumbprint }: Pick<SealOrder, 'sealKey' | 'sealThumbprint'>): Promise<Recipient> {
  if ((await calculateJwkThumbprint({ ...sealKey })) !== sealThumbprint) throw new RangeError('the seal key is not the pinned one');
  return { key: await importJWK({ ...sealKey }, algorithms.alg), thumbprint: sealThumbprint };
}

/**
 * Seals a secret to FortifyData's key. Whose secret it is stands in the protected header, which the encryption authenticates: the
 * reader compares it with the stored row, so a sealed text moved to another row is noticed.
 * @returns JWE compact serialization (RFC 7516 section 7.1)
 */
export async function seal(recipient: Recipient, binding: SealBinding, minted: Minted): Promise<string> {
  const payload = Buffer.from(
    JSON.stringify({
      tenantId: binding.tenantId,
      clientId: binding.appId,
      secretId: minted.keyId,
      secretValue: minted.secret.toString('utf8'),
      startsAt: minted.startsAt.toISOString(),
      expiresAt: minted.expiresAt.toISOString(),
    }),
  );
  try {
    return await new CompactEncrypt(payload).setProtectedHeader(header(recipient, binding, minted)).encrypt(recipient.key);
  } finally {
    payload.fill(0);
  }
}

function header(recipient: Recipient, binding: SealBinding, minted: Minted) {
  return {
    ...algorithms,
    typ: mediaType,
    cty: 'json',
    kid: recipient.thumbprint,
    connectionId: binding.connectionId,
    tenantId: binding.tenantId,
    appId: binding.appId,
    attempt: binding.attempt,
    purpose: binding.purpose,
    keyId: minted.keyId,
    expiresAt: minted.expiresAt.toISOString(),
  };
}
