import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AppCertificate } from '../domain/observed';

/** Graph's `keyCredential`. `key` holds the certificate where one application is read with `$select`, and is null elsewhere. */
export const KeyCredentialWire = z.object({
  keyId: z.guid(),
  displayName: z.string().nullish(),
  customKeyIdentifier: z.string().nullish(),
  type: z.string(),
  usage: z.string(),
  key: z.string().nullish(),
  startDateTime: z.iso.datetime({ offset: true }).nullish(),
  endDateTime: z.iso.datetime({ offset: true }),
});
type KeyCredential = z.infer<typeof KeyCredentialWire>;

export function reshapeCertificate(wire: KeyCredential): AppCertificate {
  return {
    keyId: wire.keyId,
    displayName: wire.displayName ?? null,
    thumbprint: wire.key ? thumbprintOf(wire.key) : null,
    expiresAt: new Date(wire.endDateTime),
  };
}

const thumbprintOf = (der: string) => createHash('sha256').update(Buffer.from(der, 'base64')).digest('hex').toUpperCase();
