import { z } from 'zod';
import { graphGet, graphRequest } from './http';
import { KeyCredentialWire, reshapeCertificate } from './key-credential';
import type { Microsoft, NewCertificate } from './microsoft';
import { segment } from './odata';

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
