import { createHash } from 'node:crypto';
import type { KeyVaultSettings } from '../env-vault';
import { isBound } from './bound';
import { vaultClient } from './key-vault-client';
import { vaultFailure } from './key-vault-failure';
import { type SealedCredential, type SecretStore, StoreError } from './store';
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
      if (!isBound(credential)) throw new StoreError('mismatch', { cause: new Error('the sealed text is bound to other facts') });
      const name = vaultSecretName(credential);
      try {
        await withinTime((signal) => set({ name, value: credential.jwe, properties: propertiesOf(credential), signal }));
      } catch (error) {
        throw vaultFailure(error);
      }
      return { receipt: `key-vault:${name}`, existed: 'unknown' };
    },
  };
}

/** The name says to a reader whose key it is; Key Vault takes letters, digits and hyphens, 127 at most. */
function vaultSecretName(credential: SealedCredential): string {
  const { attempt, connectionId, tenantId, appId, keyId, startsAt, expiresAt, jwe, sealThumbprint } = credential;
  const content = [attempt, connectionId, tenantId, appId, keyId, startsAt.toISOString(), expiresAt.toISOString(), jwe, sealThumbprint];
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
  const name = `fd-${tenantId}-${attempt}-${digest}`;
  if (!/^[0-9a-zA-Z-]{1,127}$/.test(name)) throw new StoreError('refused', { cause: new Error('the ids make no name for a secret') });
  return name;
}

/** Attributes count in whole seconds, so the exact times stand in the tags, too. At most 15 tags of 256 characters. */
function propertiesOf({ attempt, connectionId, tenantId, appId, keyId, startsAt, expiresAt, sealThumbprint }: SealedCredential) {
  const times = { startsAt: startsAt.toISOString(), expiresAt: expiresAt.toISOString() };
  const tags = { connectionId, tenantId, appId, keyId, attempt, sealThumbprint, ...times };
  return { contentType: 'application/jose', notBefore: startsAt, expiresOn: expiresAt, tags };
}
