import { X509Certificate } from 'node:crypto';
import type { Application, KeyCredential } from '../directory/model';
import { newId } from '../ids';
import { badRequest } from './call';

function certificateOf(key: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(key, 'base64'));
  } catch {
    throw badRequest('Key credential value is not a valid certificate.', 'KeyCredentialsInvalidValue');
  }
}

/**
 * The certificates of an application after a PATCH, which replaces the collection: entries without `key` must name one
 * that is already there.
 */
export function mergeKeyCredentials(application: Application, entries: readonly Partial<KeyCredential>[]): KeyCredential[] {
  return entries.map((entry) => {
    const kept = application.keyCredentials.find(({ keyId }) => keyId === entry.keyId);
    if (!entry.key) {
      if (kept) return kept;
      throw badRequest('New key credential must have a value.', 'KeyCredentialsInvalidValue');
    }
    const certificate = certificateOf(entry.key);
    return {
      customKeyIdentifier: entry.customKeyIdentifier ?? certificate.fingerprint.replaceAll(':', ''),
      displayName: entry.displayName ?? certificate.subject,
      endDateTime: entry.endDateTime ?? new Date(certificate.validTo).toISOString(),
      key: entry.key,
      keyId: entry.keyId ?? newId(),
      startDateTime: entry.startDateTime ?? new Date(certificate.validFrom).toISOString(),
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
    };
  });
}
