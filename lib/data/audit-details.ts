import type { Problem } from '../domain/connection';
import type { Facts } from '../domain/facts';

/** What an audit line says of its facts besides the state: codes, ids and hashes alone. */
export function auditDetails({ manifestHash, adoption, certificate, problem }: Facts): Record<string, string> {
  return {
    ...(manifestHash ? { manifest: manifestHash } : {}),
    ...(certificate ? { certificate: certificate.thumbprint } : {}),
    ...(adoption ? { adopted: adoption.objectId, oldKeysRemoved: adoption.removed.map(({ keyId }) => keyId).join(' ') } : {}),
    ...(problem ? { problem: problem.code, ...evidenceDetails(problem.evidence) } : {}),
  };
}

/** What Microsoft asks for in a ticket, as the evidence of a problem names it, and as the audit does. */
export const auditedEvidence = {
  Code: 'code',
  'Request ID': 'requestId',
  'Correlation ID': 'correlationId',
  Timestamp: 'timestamp',
} as const satisfies Readonly<Record<string, string>>;

/** Codes and ids out of the evidence of a problem; the problem itself is put aside by the next try, the line stays. */
export function evidenceDetails(evidence: Problem['evidence']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(auditedEvidence).flatMap(([label, key]) => (evidence[label] ? [[key, evidence[label].slice(0, 200)]] : [])),
  );
}
