import { createHash, randomUUID } from 'node:crypto';
import { certificateDisplayName } from '../../domain/certificate';
import type { Outcome } from '../../domain/change';
import type { CredentialRecord } from '../../domain/credential';
import type { Facts } from '../../domain/facts';
import { PortalError } from '../../error';
import { MicrosoftError } from '../../microsoft/microsoft-error';
import { failureContext, outcomeOf } from '../refusal';
import { wantedRoles } from '../wanted-roles';
import { watchProof } from '../watch-proof';
import type { ChangeContext, PlannedContext } from './change-context';

/** The attempt as it is journaled before anything is sent. It lives as long as the certificate. */
export function intendedCertificate({ ports, record }: Pick<ChangeContext, 'ports' | 'record'>): CredentialRecord {
  const { applicationObjectId, certificate } = record;
  if (!applicationObjectId || !certificate)
    throw new PortalError('internal', 'a certificate needs its application and the choice of it first');
  const { thumbprint, startsAt, expiresAt } = certificate;
  const moments = { sealedAt: null, deliveryStartedAt: null, deliveredAt: null, provedAt: null, unknownAt: null };
  const unset = { keyId: null, sealThumbprint: null, deliveryTries: 0, deliveryAlarmedAt: null, ...moments };
  const attempt = randomUUID();
  return { attempt, applicationObjectId, state: 'intended', intendedAt: ports.now(), startsAt, expiresAt, thumbprint, ...unset };
}

/**
 * Adds FortifyData's certificate to the application and has a process of its own prove it. Repeating it is safe: the id of the entry
 * follows from application and certificate, and a certificate that is there is left alone. So an attempt without an answer is simply
 * followed by another.
 */
export async function addCertificate(context: PlannedContext, attempt: CredentialRecord): Promise<Outcome<Facts>> {
  const { ports, record, caller, observed } = context;
  const { certificate, applicationObjectId } = record;
  if (!certificate || !applicationObjectId) throw new PortalError('internal', 'no certificate to add');
  const keyId = keyIdFor(applicationObjectId, certificate.thumbprint);
  const added = { ...certificate, keyId, displayName: certificateDisplayName };
  try {
    const certificates = await ports.microsoft.addCertificate(caller, applicationObjectId, added);
    const mine = certificates.find((item) => item.thumbprint === certificate.thumbprint);
    const made: CredentialRecord = { ...attempt, state: 'sealed', keyId: mine?.keyId ?? keyId, sealedAt: ports.now() };
    if (!startProof(context, attempt)) return unprovable(made);
    const application = observed.application && { ...observed.application, certificates };
    return { kind: 'done', facts: { credentials: [made], observed: { ...observed, application } } };
  } catch (error) {
    if (!(error instanceof MicrosoftError)) throw error;
    return failed(context, attempt, error);
  }
}

function failed({ ports, record }: PlannedContext, attempt: CredentialRecord, { facts: error }: MicrosoftError): Outcome<Facts> {
  const now = ports.now();
  const outcome = outcomeOf(error, failureContext(record, 'addCertificate', now));
  const state = error.kind === 'lost' ? ('unknown' as const) : ('refused' as const);
  return { ...outcome, facts: { credentials: [{ ...attempt, state, unknownAt: state === 'unknown' ? now : null }] } };
}

/** The deployment has lost its signer since the certificate was chosen: an operator must act, and the next attempt finds the certificate. */
function unprovable(made: CredentialRecord): Outcome<Facts> {
  const credentials: readonly CredentialRecord[] = [{ ...made, state: 'unproved' }];
  return { kind: 'refused', problem: 'certificate-signer-unavailable', evidence: { Code: 'not-configured' }, facts: { credentials } };
}

function startProof({ ports, record, desired }: PlannedContext, { attempt, thumbprint }: CredentialRecord): boolean {
  const { tenantId, appId } = record;
  if (!ports.certificates || !appId || !thumbprint) return false;
  const run = ports.certificates.prove({
    tenantId,
    appId,
    thumbprint,
    wantedRoles: wantedRoles(desired),
    clockAheadMs: ports.now().getTime() - Date.now(),
  });
  watchProof(ports, { tenantId, id: record.id }, { attempt, run, made: true });
  return true;
}

/** A UUID of version 8 (RFC 9562, section 5.8) that is the same for the same certificate on the same application. */
export function keyIdFor(applicationObjectId: string, thumbprint: string): string {
  const bytes = createHash('sha256').update(`${applicationObjectId.toLowerCase()} ${thumbprint}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
