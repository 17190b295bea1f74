// Opens a sealed credential as FortifyData's platform does, and proves it. Knows the portal and Microsoft by HTTP alone.

/** Besides ids and times these are the only forms of encryption that are opened (RFC 7518). */
const sealing = { keyManagementAlgorithms: ['ECDH-ES+A256KW'], contentEncryptionAlgorithms: ['A256GCM'] };

/**
 * Opens the newest sealed credential of a tenant and proves that it works. Gives the facts: { tenantId, clientId, keyId, startsAt,
 * expiresAt, sealThumbprint, storedAt, roles, organization }. Throws an Error with a plain sentence at the first thing that does not
 * hold. The secret's value is in neither.
 */
export async function openCredential(options) {
  const service = await clientToken(options.tokenUrl, {
    id: options.clientId,
    secret: options.clientSecret,
    scope: `${options.supportClientId}/.default`,
  });
  const record = await getJson('The portal', `${options.portalUrl}/api/credentials/${options.tenantId}`, service);
  if (record.kind === 'certificate') return proveCertificate(record, options);
  const { header, payload } = await open(record.jwe, options.privateJwk);
  compare(record, { header, payload, tenantId: options.tenantId, thumbprint: await thumbprintOf(options.privateJwk) });
  const token = await clientToken(`${options.authority}/${record.tenantId}/oauth2/v2.0/token`, {
    id: payload.clientId,
    secret: payload.secretValue,
    scope: options.graphScope,
  });
  const { jwe: _, ...facts } = record;
  return { ...facts, ...(await organizationOf(token, record, options)) };
}

/** A record of a certificate has nothing to open: FortifyData signs with the private key that belongs to the thumbprint. */
async function proveCertificate(record, options) {
  if (record.tenantId !== options.tenantId.toLowerCase()) throw new Error('The record names another tenant than was asked for.');
  if (!options.certificatePem) throw new Error('The app is connected by certificate: name the PEM file of it and its private key.');
  const url = `${options.authority}/${record.tenantId}/oauth2/v2.0/token`;
  const assertion = await assertionFor(record, options);
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  const form = { client_id: record.clientId, client_assertion_type: type, client_assertion: assertion, scope: options.graphScope };
  return { ...record, ...(await organizationOf(await tokenBy(url, form), record, options)) };
}

/** Certificate credentials (Microsoft identity platform): PS256, the certificate named by `x5t#S256`. */
async function assertionFor(record, { certificatePem, authority }) {
  const { createPrivateKey, randomUUID, X509Certificate } = await import('node:crypto');
  const thumbprint = new X509Certificate(certificatePem).fingerprint256.replaceAll(':', '');
  if (thumbprint !== record.thumbprint) throw new Error('The record names another certificate than this one.');
  const { SignJWT } = await import('jose');
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': Buffer.from(thumbprint, 'hex').toString('base64url') })
    .setIssuer(record.clientId)
    .setSubject(record.clientId)
    .setAudience(`${authority}/${record.tenantId}/oauth2/v2.0/token`)
    .setExpirationTime('5m')
    .sign(createPrivateKey(certificatePem));
}

/** Whose organization the token opens, and with how many permissions. */
async function organizationOf(token, record, options) {
  const organization = await getJson('Microsoft Graph', `${options.graph}/v1.0/organization?$select=id,displayName`, token);
  const [{ id, displayName } = {}] = organization.value ?? [];
  if (id !== record.tenantId) throw new Error('The key opens another organization than the record names.');
  return { roles: rolesOf(token).length, organization: displayName };
}

async function open(jwe, privateJwk) {
  const { compactDecrypt, importJWK } = await import('jose');
  try {
    const opened = await compactDecrypt(jwe, await importJWK(privateJwk, 'ECDH-ES+A256KW'), sealing);
    return { header: opened.protectedHeader, payload: JSON.parse(Buffer.from(opened.plaintext).toString('utf8')) };
  } catch {
    // no cause: a parser quotes what it could not read
    throw new Error('The record does not open with this private key.');
  }
}

const thumbprintOf = async (jwk) => (await import('jose')).calculateJwkThumbprint(jwk);

/** What is sealed, what its header says and what the record says are three tellings of one thing. */
function compare(record, { header, payload, tenantId, thumbprint }) {
  const pairs = [
    ['type', header.typ, 'fd-credential+jwe'],
    ['purpose', header.purpose, 'microsoft-defender'],
    ['tenant', record.tenantId, tenantId.toLowerCase()],
    ['seal key', record.sealThumbprint, thumbprint],
    ['seal key', header.kid, thumbprint],
    ['connection', header.connectionId, record.connectionId],
    ['attempt', header.attempt, record.attempt],
    ['tenant', header.tenantId, record.tenantId],
    ['application', header.appId, record.clientId],
    ['key id', header.keyId, record.keyId],
    ['expiry', header.expiresAt, record.expiresAt],
    ['tenant', payload.tenantId, record.tenantId],
    ['application', payload.clientId, record.clientId],
    ['key id', payload.secretId, record.keyId],
    ['start', payload.startsAt, record.startsAt],
    ['expiry', payload.expiresAt, record.expiresAt],
  ];
  const wrong = pairs.find(([, found, expected]) => found === undefined || found !== expected);
  if (wrong) throw new Error(`The record and what is sealed in it do not agree on: ${wrong[0]}.`);
}

/** A token for an app by its secret (RFC 6749 section 4.4). */
const clientToken = (url, { id, secret, scope }) => tokenBy(url, { client_id: id, client_secret: secret, scope });

async function tokenBy(url, form) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...form });
  const response = await ask('Microsoft’s sign-in', url, { method: 'POST', body });
  const answer = await response.json().catch(() => ({}));
  if (response.ok && typeof answer.access_token === 'string') return answer.access_token;
  throw new Error(
    `Microsoft gives no token for the app ${form.client_id}: ${answer.error_codes?.[0] ? `AADSTS${answer.error_codes[0]}` : response.status}.`,
  );
}

async function getJson(who, url, token) {
  const response = await ask(who, url, { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new Error(`${who} answered ${response.status}${answer.error?.message ? `: ${answer.error.message}` : '.'}`);
}

/** One request that says plainly when nobody answers. */
export function ask(who, url, init) {
  return fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(15_000) }).catch(() => {
    throw new Error(`${who} cannot be reached at ${new URL(url).origin}.`);
  });
}

const rolesOf = (token) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')).roles ?? [];
