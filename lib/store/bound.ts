import { z } from 'zod';
import type { SealedCredential } from './store';

const Header = z.object({
  connectionId: z.string(),
  tenantId: z.string(),
  appId: z.string(),
  attempt: z.string(),
  keyId: z.string(),
  expiresAt: z.string(),
  kid: z.string(),
});

/**
 * Whether a sealed text belongs to the facts beside it: they stand in its protected header (RFC 7516 section 4), which its
 * encryption authenticates. The start alone is not among them.
 */
export function isBound(credential: SealedCredential): boolean {
  const header = headerOf(credential.jwe);
  if (header === null) return false;
  const { connectionId, tenantId, appId, attempt, keyId, expiresAt, sealThumbprint } = credential;
  const facts = { connectionId, tenantId, appId, attempt, keyId, expiresAt: expiresAt.toISOString(), kid: sealThumbprint };
  return JSON.stringify(header) === JSON.stringify(Header.parse(facts));
}

function headerOf(jwe: string): z.infer<typeof Header> | null {
  try {
    const [header = ''] = jwe.split('.');
    return Header.safeParse(JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))).data ?? null;
  } catch {
    return null; // no JWE at all
  }
}
