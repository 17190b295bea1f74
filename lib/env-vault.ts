import { z } from 'zod';
import { readClientProof } from './env-client';
import type { Certificate } from './env-keys';
import type { EnvReader } from './env-reader';
import { guid } from './env-shapes';

/** Who the portal is to Azure: an app registration with a certificate or a secret, or the identity of the machine it runs on. */
export type VaultCredential =
  | { readonly kind: 'secret'; readonly tenantId: string; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'certificate'; readonly tenantId: string; readonly clientId: string; readonly certificate: Certificate }
  | { readonly kind: 'managed-identity'; readonly clientId: string | null };

export interface KeyVaultSettings {
  readonly name: 'key-vault';
  readonly vaultUrl: string;
  /** Where tokens for this vault are asked for; follows from the cloud in which the vault lies. */
  readonly authorityHost: string;
  readonly credential: VaultCredential;
}

/** Every variable of this store. */
export const vaultNames = [
  'KEY_VAULT_URL',
  'KEY_VAULT_TENANT_ID',
  'KEY_VAULT_CLIENT_ID',
  'KEY_VAULT_CLIENT_CERTIFICATE',
  'KEY_VAULT_CLIENT_SECRET',
  'KEY_VAULT_MANAGED_IDENTITY',
] as const;

/** Domains of vaults (https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates) and their authorities. */
const authorities: Readonly<Record<string, string>> = {
  'vault.azure.net': 'https://login.microsoftonline.com',
  'vault.usgovcloudapi.net': 'https://login.microsoftonline.us',
};

const vaultAddress = z.string().transform((text, check) => {
  const [, origin, domain = ''] = /^(https:\/\/[a-z][a-z0-9-]{1,22}[a-z0-9]\.([a-z.]+))\/?$/.exec(text.toLowerCase()) ?? [];
  const authorityHost = authorities[domain];
  if (origin && authorityHost) return { vaultUrl: origin, authorityHost };
  check.addIssue(
    `must be the address of a vault, such as https://name.vault.azure.net (or ${Object.keys(authorities).slice(1).join(', ')})`,
  );
  return z.NEVER;
});

const machine = z.string().transform((text, check): VaultCredential => {
  const clientId = text === 'system' ? null : guid.safeParse(text).data;
  if (clientId !== undefined) return { kind: 'managed-identity', clientId };
  check.addIssue('must be system or the client id of a user-assigned identity');
  return z.NEVER;
});

/** The `key-vault` store. Practice mode is refused: keys of a practice cloud have no place in a real vault. */
export function readVault(reader: EnvReader, place: { practice: boolean; now: Date }): KeyVaultSettings | undefined {
  if (place.practice) reader.fault('SECRET_STORE', 'key-vault is refused in practice mode; use database, or https on this machine');
  const address = reader.read('KEY_VAULT_URL', vaultAddress);
  const credential = reader.text('KEY_VAULT_MANAGED_IDENTITY') === undefined ? appCredential(reader, place.now) : machineCredential(reader);
  return address === undefined || credential === undefined ? undefined : { name: 'key-vault', ...address, credential };
}

function appCredential(reader: EnvReader, now: Date): VaultCredential | undefined {
  const [tenantId, clientId] = [reader.read('KEY_VAULT_TENANT_ID', guid), reader.read('KEY_VAULT_CLIENT_ID', guid)];
  const proof = readClientProof(reader, 'KEY_VAULT', now);
  if (tenantId === undefined || clientId === undefined || proof === undefined) return undefined;
  const { certificate, clientSecret } = proof;
  if (certificate !== null) return { kind: 'certificate', tenantId, clientId, certificate };
  return clientSecret === null ? undefined : { kind: 'secret', tenantId, clientId, clientSecret };
}

function machineCredential(reader: EnvReader): VaultCredential | undefined {
  const others = vaultNames.slice(1, -1).filter((name) => reader.text(name) !== undefined);
  for (const name of others) reader.fault(name, 'and KEY_VAULT_MANAGED_IDENTITY are both set; keep one');
  return reader.read('KEY_VAULT_MANAGED_IDENTITY', machine);
}
