// What really is: read from the practice cloud's books and from FortifyData's store, never from what the portal says.
import fs from 'node:fs';
import { compactDecrypt, importJWK } from 'jose';
import { control } from '../lib/walk-proof.mjs';

const displayName = 'Microsoft Defender Integration for FortifyData';
const keyName = 'FortifyDataAPISecret';

/**
 * Takes a stack and a database client; gives the function that looks an organization up: { apps, principals, keys, records, works }.
 * `works`: the newest sealed record opens to a secret of the one key, and Microsoft accepts it.
 */
export async function booksOf({ practiceUrl, secrets }, database) {
  const privateKey = await importJWK(JSON.parse(fs.readFileSync(secrets.sealPrivateKey, 'utf8')), 'ECDH-ES+A256KW');
  return async (tenant) => {
    const state = await control(practiceUrl, 'GET', `/tenants/${tenant.id}`);
    const applications = state.applications.filter((application) => application.displayName === displayName);
    const appIds = applications.map(({ appId }) => appId);
    const keys = applications.flatMap(({ passwordCredentials }) => passwordCredentials.filter((key) => key.displayName === keyName));
    const { rows } = await database.query('SELECT jwe, key_id FROM stored_credentials WHERE tenant_id = $1 ORDER BY stored_at DESC', [
      tenant.id,
    ]);
    const opened = rows[0] ? await open(rows[0].jwe, privateKey) : null;
    const checked = opened && (await check(practiceUrl, tenant, opened));
    return {
      apps: applications.length,
      principals: state.servicePrincipals.filter(({ appId }) => appIds.includes(appId)).length,
      keys: keys.length,
      records: rows.length,
      works: checked?.valid === true && keys.length === 1 && keys[0].keyId === opened.secretId,
    };
  };
}

async function open(jwe, privateKey) {
  const { plaintext } = await compactDecrypt(jwe, privateKey);
  return JSON.parse(Buffer.from(plaintext).toString('utf8'));
}

const check = (practiceUrl, tenant, { clientId, secretValue }) =>
  control(practiceUrl, 'POST', `/tenants/${tenant.id}/check-secret`, { appId: clientId, secret: secretValue });

/** Makes an organization of its own, without lag unless asked for. */
export async function newOrganization({ practiceUrl }, settings = { lagSeconds: 0 }) {
  const { id, domain } = await control(practiceUrl, 'POST', '/tenants', { template: 'contoso.example', settings });
  return { id, account: `admin@${domain}` };
}
