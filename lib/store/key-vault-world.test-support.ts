import { randomUUID } from 'node:crypto';
import { testCertificate } from '../../scripts/test-certificate';
import type { KeyVaultSettings } from '../env-vault';
import { entraAnswer, type TestApp } from './entra.test-support';
import { serveHosts } from './hosts.test-support';
import { exchange, listenerOf } from './loopback.test-support';
import { LoopbackVault } from './vault.test-support';

const [vaultHost, authority] = ['portal.vault.azure.net', 'login.microsoftonline.com'];
const pem = testCertificate();
const [, certificatePem = '', privateKeyPem = ''] = /(-----BEGIN CERT[\s\S]+?)(-----BEGIN PRIV[\s\S]+)/.exec(pem) ?? [];

/** A vault and Entra ID on loopback, under their own names. The role of the portal's app is `setSecret` and nothing else. */
export function keyVaultWorld() {
  const tenantId = randomUUID();
  const bySecret = { clientId: randomUUID(), clientSecret: 'VAULT-CLIENT-SECRET-MARKER' };
  const byCertificate = { clientId: randomUUID(), certificatePem };
  const vault = new LoopbackVault(vaultHost, tenantId);
  const seen = exchange();
  const onToken = (token: string, { role = ['setSecret'] }: TestApp) => void vault.roles.set(token, role);
  const entra = entraAnswer({ tenantId, apps: [bySecret, byCertificate], onToken });
  const address = { name: 'key-vault', vaultUrl: `https://${vaultHost}`, authorityHost: `https://${authority}` } as const;
  const certificate = { certificatePem, privateKeyPem, thumbprintSha256: '' };
  return {
    vault,
    seen,
    tenantId,
    settings: { ...address, credential: { kind: 'secret', tenantId, ...bySecret } } satisfies KeyVaultSettings,
    withCertificate: {
      ...address,
      credential: { kind: 'certificate', tenantId, clientId: byCertificate.clientId, certificate },
    } satisfies KeyVaultSettings,
    /** Sealed texts of an attempt, one for each secret; all versions of a secret must hold the same. */
    held: async (attempt: string): Promise<string[]> =>
      [...vault.secrets.values()]
        .filter(([version]) => version?.tags['attempt'] === attempt)
        .flatMap((versions) => [...new Set(versions.map(({ value }) => value))]),
    serve: () =>
      serveHosts(
        [vaultHost, authority],
        listenerOf(seen, {
          answer: (asked) => (asked.host === authority ? entra(asked) : vault.answer(asked)),
          isMain: ({ method, headers }) => method === 'PUT' && headers.authorization !== undefined,
        }),
      ),
  };
}
