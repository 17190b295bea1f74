import { Buffer } from 'node:buffer';
import { CompactEncrypt, compactDecrypt, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { RelayKey } from './messages';

/**
 * From one sealer to the next, when Microsoft needs longer than a sealer lives. The next one makes a key pair of its own, whose private half
 * never leaves it; the web process between them passes on sealed text alone, as it always does.
 */
const algorithms = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM' } as const;
/** `typ` of the protected header (RFC 7516 section 4.1.11), so that no other JWE is taken for this one. */
const mediaType = 'sealer-relay+jwe';

/** The sealer that takes over. */
export interface Opener {
  /** To be given to the sealer before. */
  readonly key: RelayKey;
  /**
   * Opens what came from it. The owner overwrites the secret when it is no longer needed.
   * @throws JOSEError when the text is not sealed to this key; RangeError when it is of another attempt
   */
  open(jwe: string, attempt: string): Promise<Buffer>;
}

export async function newOpener(): Promise<Opener> {
  const { publicKey, privateKey } = await generateKeyPair(algorithms.alg, { crv: 'P-256' });
  const { kty = '', crv = '', x = '', y = '' } = await exportJWK(publicKey);
  return {
    key: { kty, crv, x, y },
    async open(jwe, attempt) {
      const { plaintext, protectedHeader } = await compactDecrypt(jwe, privateKey, {
        keyManagementAlgorithms: [algorithms.alg],
        contentEncryptionAlgorithms: [algorithms.enc],
      });
      if (protectedHeader.typ !== mediaType || protectedHeader['attempt'] !== attempt) {
        plaintext.fill(0);
        throw new RangeError('sealed for another attempt');
      }
      return Buffer.from(plaintext.buffer, plaintext.byteOffset, plaintext.byteLength);
    },
  };
}

/**
 * Seals a secret for the sealer that takes over.
 * @returns JWE compact serialization (RFC 7516 section 7.1)
 */
export async function sealForNext(key: RelayKey, attempt: string, secret: Buffer): Promise<string> {
  const recipient = await importJWK({ ...key }, algorithms.alg);
  return new CompactEncrypt(secret).setProtectedHeader({ ...algorithms, typ: mediaType, attempt }).encrypt(recipient);
}
