import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, errors } from 'jose';
import { env } from '../env';

/** What a sealed text is for: a text sealed for one purpose does not open for another. */
export type SealPurpose = 'delegated-token' | 'sign-in-flow' | 'approval-link' | 'invitation';

/**
 * Seals text with a key made from the server's newest session key and a secret that only the browser holds (HKDF-SHA256, RFC 5869): the
 * database and the environment together open nothing. JWE compact, `dir` with A256GCM (RFC 7516).
 */
export async function seal(purpose: SealPurpose, browserSecret: string, text: string): Promise<string> {
  const [newest] = env().sessionKeys;
  if (!newest) throw new RangeError('no session key');
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(derive(newest, purpose, browserSecret));
}

/** Opens what `seal` made, with any of the configured keys; null for everything else. */
export async function open(purpose: SealPurpose, browserSecret: string, sealed: string): Promise<string | null> {
  for (const key of env().sessionKeys) {
    try {
      const { plaintext } = await compactDecrypt(sealed, derive(key, purpose, browserSecret), {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return new TextDecoder().decode(plaintext);
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
    }
  }
  return null;
}

function derive(key: Buffer, purpose: SealPurpose, browserSecret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, Buffer.from(browserSecret), `defender-connect ${purpose}`, 32));
}

/** 256 random bits, base64url. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256, base64url: what is stored of a token that the browser holds. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
