import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ObservedCertificate } from '../domain/observed';
import { graphGet, graphRequest } from './http';
import type { Microsoft, NewCertificate } from './microsoft';
import { segment } from './odata';

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

export function reshapeCertificate(wire: KeyCredential): ObservedCertificate {
  return {
    keyId: wire.keyId,
    displayName: wire.displayName ?? null,
    thumbprint: wire.key ? thumbprintOf(wire.key) : null,
    expiresAt: new Date(wire.endDateTime),
  };
}

const thumbprintOf = (der: string) => createHash('sha256').update(Buffer.from(der, 'base64')).digest('hex').toUpperCase();

const KeyCredentialsWire = z.object({ keyCredentials: z.array(KeyCredentialWire) });

/**
 * Adds a certificate by which an application may prove itself. PATCH replaces the whole collection, so it is read first and every entry is
 * sent back as it was; a certificate that is there already, by its bytes or by the id chosen for it, is left as it is.
 * @returns the certificates that are there then, the foreign ones among them
 * @throws MicrosoftError
 * @see https://learn.microsoft.com/graph/api/application-update
 */
export const addCertificate: Microsoft['addCertificate'] = async (caller, applicationObjectId, certificate) => {
  const path = `/applications/${segment(applicationObjectId)}`;
  const read = { purpose: 'Read the certificates of the app', path: `${path}?$select=id,keyCredentials` };
  const { keyCredentials } = await graphGet(caller, read, KeyCredentialsWire);
  const listed = keyCredentials.map(reshapeCertificate);
  if (listed.some(({ keyId, thumbprint }) => keyId === certificate.keyId || thumbprint === certificate.thumbprint)) return listed;
  const body = { keyCredentials: [...keyCredentials, entryOf(certificate)] };
  await graphRequest(caller, { purpose: 'Add the certificate', method: 'PATCH', path, body, effect: 'repeatable' }, z.unknown());
  const { keyId, displayName, thumbprint, expiresAt } = certificate;
  return [...listed, { keyId, displayName, thumbprint, expiresAt }];
};

function entryOf({ keyId, displayName, der, startsAt, expiresAt }: NewCertificate) {
  return {
    keyId,
    displayName,
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: der,
    startDateTime: startsAt.toISOString(),
    endDateTime: expiresAt.toISOString(),
  };
}
