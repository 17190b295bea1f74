import type { TokenCredential } from '@azure/identity';
import type { SetSecretOptions } from '@azure/keyvault-secrets';
import type { KeyVaultSettings } from '../env-vault';

interface SetOrder {
  readonly name: string;
  readonly value: string;
  readonly properties: SetSecretOptions;
  readonly signal: AbortSignal;
}

/** No second try and no redirect: the outbox puts again, and a token goes to the vault that was configured or nowhere. */
const once = { retryOptions: { maxRetries: 0 }, redirectOptions: { maxRetries: 0 } };

/**
 * Gives the one thing which the portal does to a vault. The SDK checks that the resource named in the vault's challenge is the
 * vault's own domain before it asks for a token (https://aka.ms/azsdk/blog/vault-uri).
 */
export function vaultClient(settings: KeyVaultSettings): (order: SetOrder) => Promise<void> {
  let credential: Promise<TokenCredential> | undefined;
  return async ({ name, value, properties, signal }) => {
    // loaded when needed: the SDK is large, and most deployments have another store
    const { SecretClient } = await import('@azure/keyvault-secrets');
    credential ??= credentialOf(settings);
    // A client for each put: the SDK keeps the state of a challenge in the client and mixes up requests that begin at the same time.
    // The token is kept by the credential.
    const client = new SecretClient(settings.vaultUrl, await credential, once);
    await client.setSecret(name, value, { ...properties, abortSignal: signal });
  };
}

async function credentialOf({ credential, authorityHost }: KeyVaultSettings): Promise<TokenCredential> {
  const { ClientCertificateCredential, ClientSecretCredential, ManagedIdentityCredential } = await import('@azure/identity');
  // The authority comes from a fixed list, so there is nothing to discover about it and no third host to ask.
  const options = { ...once, authorityHost, disableInstanceDiscovery: true };
  switch (credential.kind) {
    case 'secret':
      return new ClientSecretCredential(credential.tenantId, credential.clientId, credential.clientSecret, options);
    case 'certificate': {
      const { certificatePem, privateKeyPem } = credential.certificate;
      const certificate = `${certificatePem}\n${privateKeyPem}\n`;
      return new ClientCertificateCredential(credential.tenantId, credential.clientId, { certificate }, options);
    }
    case 'managed-identity':
      return credential.clientId === null
        ? new ManagedIdentityCredential(once)
        : new ManagedIdentityCredential({ ...once, clientId: credential.clientId });
  }
}
