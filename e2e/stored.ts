import { compactDecrypt, importJWK } from 'jose';
import { Client } from 'pg';
import { environment } from './environment';
import type { Tenant } from './practice';

/** What FortifyData's platform finds in the sealed record, opened with its private key. */
export interface OpenedCredential {
  readonly secretId: string;
  readonly secretValue: string;
  readonly clientId: string;
  readonly tenantId: string;
}

/** A token of FortifyData's platform for the portal's API (client credentials). */
export async function platformToken(): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: environment.platformClientId,
    client_secret: environment.platformClientSecret,
    scope: `${environment.staffClientId}/.default`,
  });
  const answer = await fetch(`${environment.practiceUrl}/login/${environment.staffTenantId}/oauth2/v2.0/token`, { method: 'POST', body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** An organization's record in use, as the platform gets it from the portal. */
export async function storedRecord(tenant: Tenant): Promise<Record<string, string>> {
  const headers = { authorization: `Bearer ${await platformToken()}` };
  const answer = await fetch(`${environment.portalUrl}/api/credentials/${tenant.id}`, { headers });
  if (!answer.ok) throw new Error(`the portal answered ${answer.status} for the stored record`);
  return (await answer.json()) as Record<string, string>;
}

/** Fetches an organization's sealed record as the platform does and opens it. */
export async function openStored(tenant: Tenant): Promise<OpenedCredential> {
  const { jwe = '' } = await storedRecord(tenant);
  const { plaintext } = await compactDecrypt(jwe, await importJWK(environment.sealPrivateJwk(), 'ECDH-ES+A256KW'));
  return JSON.parse(new TextDecoder().decode(plaintext)) as OpenedCredential;
}

/** Lets an organization's key have been proved twenty minutes ago: from then on Microsoft's lists are believed when it is missing. */
export async function provedLongAgo(tenant: Tenant): Promise<void> {
  const client = new Client({ connectionString: environment.databaseUrl });
  await client.connect();
  await client.query("UPDATE credentials SET proved_at = proved_at - interval '20 minutes' WHERE tenant_id = $1", [tenant.id]);
  await client.end();
}
