import { X509Certificate } from 'node:crypto';
import type { Application, KeyCredential } from '../directory/model';
import { newId } from '../ids';
import { badRequest, type GraphCall } from './call';
import { inForce } from './policies';

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

const dayMs = 86_400_000;

/** The tenant's app management policy for certificates (Graph keyCredentialConfiguration): it looks at those that a write adds. */
export function checkCertificatePolicy({ tenant }: GraphCall, before: Application, after: Application): void {
  const policy = inForce(tenant.settings.certificatePolicy, after);
  const added = after.keyCredentials.filter(({ keyId }) => !before.keyCredentials.some((kept) => kept.keyId === keyId));
  if (policy === null || added.length === 0) return;
  // Microsoft's code for this one is not documented; only its ending is taken from the others
  if ('trustedAuthority' in policy) {
    throw badRequest('Credential not issued by a trusted certificate authority.', 'CredentialIssuerNotTrustedAsPerAppPolicy');
  }
  const tooLong = ({ startDateTime, endDateTime }: KeyCredential) =>
    Date.parse(endDateTime ?? '') - Date.parse(startDateTime ?? '') > policy.maxDays * dayMs;
  if (added.some(tooLong)) {
    throw badRequest(
      'Credential lifetime exceeds the max value allowed as per assigned policy.',
      'CredentialInvalidLifetimeAsPerAppPolicy',
    );
  }
}
