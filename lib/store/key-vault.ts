import { createHash } from 'node:crypto';
import type { KeyVaultSettings } from '../env-vault';
import { isBound } from './bound';
import { vaultClient } from './key-vault-client';
import { vaultFailure } from './key-vault-failure';
import { isCertificateRecord, type SecretStore, StoreError, type StoreItem } from './store';
import { withinTime } from './within-time';

/**
 * The `key-vault` store: Azure Key Vault, with a role that holds `setSecret` alone
 * (https://learn.microsoft.com/rest/api/keyvault/secrets/set-secret/set-secret).
 *
 * Set has no condition and the role may not look, so what a reader could compare is made part of the name: the same content always
 * goes to the same secret, as one more version with the same bytes, and other content never covers it. What can be judged here is
 * judged before anything is sent: facts that the sealed text does not carry are a mismatch.
 */
export function keyVaultStore(settings: KeyVaultSettings): SecretStore {
  const set = vaultClient(settings);
  return {
    name: 'key-vault',
    async put(credential) {
      if (!isCertificateRecord(credential) && !isBound(credential))
        throw new StoreError('mismatch', { cause: new Error('the sealed text is bound to other facts') });
      const name = vaultSecretName(credential);
      try {
        await withinTime((signal) => set({ name, value: contentOf(credential), properties: propertiesOf(credential), signal }));
      } catch (error) {
        throw vaultFailure(error);
      }
      return { receipt: `key-vault:${name}`, existed: 'unknown' };
    },
  };
}

/** The name says to a reader whose key it is; Key Vault takes letters, digits and hyphens, 127 at most. */
function vaultSecretName(item: StoreItem): string {
  const { attempt, connectionId, tenantId, appId, keyId, startsAt, expiresAt } = item;
  const own = isCertificateRecord(item) ? [item.thumbprint] : [item.jwe, item.sealThumbprint];
  const content = [attempt, connectionId, tenantId, appId, keyId, startsAt.toISOString(), expiresAt.toISOString(), ...own];
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
  const name = `fd-${tenantId}-${attempt}-${digest}`;
  if (!/^[0-9a-zA-Z-]{1,127}$/.test(name)) throw new StoreError('refused', { cause: new Error('the ids make no name for a secret') });
  return name;
}

/** Attributes count in whole seconds, so the exact times stand in the tags, too. At most 15 tags of 256 characters. */
function propertiesOf(item: StoreItem) {
  const { attempt, connectionId, tenantId, appId, keyId, startsAt, expiresAt } = item;
  const times = { startsAt: startsAt.toISOString(), expiresAt: expiresAt.toISOString() };
  const [contentType, own] = isCertificateRecord(item)
    ? (['text/plain', { thumbprint: item.thumbprint }] as const)
    : (['application/jose', { sealThumbprint: item.sealThumbprint }] as const);
  return {
    contentType,
    notBefore: startsAt,
    expiresOn: expiresAt,
    tags: { connectionId, tenantId, appId, keyId, attempt, ...own, ...times },
  };
}

/** A certificate's record has nothing to hide: what it says stands in the tags, its value is the thumbprint. */
const contentOf = (item: StoreItem): string => (isCertificateRecord(item) ? item.thumbprint : item.jwe);
