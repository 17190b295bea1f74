import type { Facts } from '../domain/facts';

/** What an audit line says of its facts besides the state: ids and hashes alone. */
export function auditDetails({ manifestHash, adoption, certificate }: Facts): Record<string, string> {
  return {
    ...(manifestHash ? { manifest: manifestHash } : {}),
    ...(certificate ? { certificate: certificate.thumbprint } : {}),
    ...(adoption ? { adopted: adoption.objectId, oldKeysRemoved: adoption.removed.map(({ keyId }) => keyId).join(' ') } : {}),
  };
}
