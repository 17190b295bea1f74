import type { ConnectionRecord } from './connection';
import type { CredentialRecord } from './credential';
import type { AppCertificate, Observed } from './observed';

/** FortifyData's certificate: its public part, which is all that the portal and the tenant ever hold. */
export interface PublicCertificate {
  /** SHA-256 of the DER bytes, 64 upper-case hex digits. */
  readonly thumbprint: string;
  /** The certificate in DER, base64. */
  readonly der: string;
  readonly startsAt: Date;
  readonly expiresAt: Date;
}

/** Display name of the certificate on the application. */
export const certificateDisplayName = 'FortifyDataAPICertificate';

/** True for an attempt that adds a certificate and makes no secret. */
export const isCertificate = ({ thumbprint }: CredentialRecord): boolean => Boolean(thumbprint);

/** A thumbprint in groups of four, as people compare it. */
export const groupedThumbprint = (thumbprint: string): string => thumbprint.match(/.{1,4}/g)?.join(' ') ?? '';

/** True when the application lists the certificate of this attempt. */
export function listsCertificate(observed: Observed, { keyId, thumbprint }: CredentialRecord): boolean {
  return (observed.application?.certificates ?? []).some(
    (listed) => listed.keyId === keyId || (listed.thumbprint !== null && listed.thumbprint === thumbprint),
  );
}

/**
 * Certificates on our application that neither an attempt of this connection nor the admin's choice accounts for: whoever holds the
 * private key of one can use everything the administrator approves. Those of an adopted app are accounted for: the plan removes them.
 */
export function foreignCertificates(
  record: Pick<ConnectionRecord, 'credentials' | 'certificate' | 'adoption'>,
  observed: Observed,
): readonly AppCertificate[] {
  const thumbprints = new Set([record.certificate?.thumbprint, ...record.credentials.map((item) => item.thumbprint)]);
  const keyIds = new Set(record.credentials.filter(isCertificate).map((item) => item.keyId));
  const adopted = record.adoption?.objectId === observed.application?.objectId ? (record.adoption?.keys ?? []) : [];
  const toGo = new Set(adopted.map((key) => key.keyId));
  return (observed.application?.certificates ?? []).filter(
    ({ keyId, thumbprint }) => !toGo.has(keyId) && !keyIds.has(keyId) && !(thumbprint !== null && thumbprints.has(thumbprint)),
  );
}
