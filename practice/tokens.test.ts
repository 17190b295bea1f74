import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { defaults } from './defaults';
import { selfSigned } from './self-signed';
import { type Practice, startPractice } from './server';
import { appToken, connect, register } from './testing/integration';
import { authorityMetadata, call, claimsOf, controlCall, msalClient, signIn } from './testing/portal';

const certificate = selfSigned('Defender Connect portal', ['portal.example']);
let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0, portalCertificate: certificate.cert });
});
afterAll(() => practice.close());
beforeEach(() => controlCall(practice.url, 'POST', '/reset'));

const scopes = {
  graph: 'https://graph.microsoft.com/.default',
  endpoint: 'https://api.securitycenter.microsoft.com/.default',
  xdr: 'https://api.security.microsoft.com/.default',
};

async function connected(account: string) {
  const { result } = await signIn(practice.url, account);
  return { token: result.accessToken, ...(await connect(practice.url, result.accessToken, account)) };
}

async function tokenFor(at: { tenant: string; appId: string; secret: string }, scope: string): Promise<string> {
  const { body } = await appToken(practice.url, { ...at, scope });
  return body.access_token;
}

async function read(path: string, token: string) {
  const response = await fetch(`${practice.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

test('after consent the three tokens carry 31, 16 and 2 roles', async () => {
  const at = await connected('adele@contoso.example');
  const counts = await Promise.all(
    Object.values(scopes).map(async (scope) => {
      const { roles, idtyp, appid } = claimsOf(await tokenFor(at, scope));
      expect([idtyp, appid]).toEqual(['app', at.appId]);
      return Array.isArray(roles) ? roles.length : 0;
    }),
  );
  expect(counts).toEqual([31, 16, 2]);
});

test('before consent a token is issued without roles', async () => {
  const { result } = await signIn(practice.url, 'adele@contoso.example');
  const { appId, tenantOf } = await register(practice.url, result.accessToken);
  const made = await call(practice.url, result.accessToken, {
    method: 'POST',
    path: `/applications(appId='${appId}')/addPassword`,
    body: {},
  });
  const { status, body } = await appToken(practice.url, { tenant: tenantOf, appId, secret: made.body.secretText, scope: scopes.graph });
  expect(status).toBe(200);
  expect(claimsOf(body.access_token).roles).toBeUndefined();
});

test('an unmodified msal-node gets the app’s own token at the tenant’s authority', async () => {
  const { appId, secret, tenant } = await connected('adele@contoso.example');
  const { body: state } = await controlCall(practice.url, 'GET', `/tenants/${tenant}`);
  const client = msalClient(practice.url, state.id, { clientId: appId, clientSecret: secret });
  const result = await client.acquireTokenByClientCredential({ scopes: [scopes.xdr] });
  expect(claimsOf(result?.accessToken ?? '')).toMatchObject({ aud: 'https://api.security.microsoft.com', tid: state.id });
});

const reads = [
  ['/graph/v1.0/organization?$select=id', 'graph'],
  ['/graph/v1.0/security/secureScores?$top=1', 'graph'],
  ['/graph/v1.0/security/incidents?$top=1', 'graph'],
  ['/graph/v1.0/security/alerts_v2?$top=1', 'graph'],
  ['/endpoint/api/machines?$top=1', 'endpoint'],
  ['/endpoint/api/exposureScore', 'endpoint'],
  ['/xdr/api/incidents?$top=1', 'xdr'],
] as const;

test('every cheap read answers 200 in a healthy organization', async () => {
  const at = await connected('adele@contoso.example');
  for (const [path, api] of reads) expect([path, (await read(path, await tokenFor(at, scopes[api]))).status]).toEqual([path, 200]);
});

test('without a Defender plan the reads say so in each API’s own way', async () => {
  await controlCall(practice.url, 'PATCH', '/tenants/contoso.example', { noLicence: true });
  const at = await connected('adele@contoso.example');
  const [graph, endpoint, xdr] = [await tokenFor(at, scopes.graph), await tokenFor(at, scopes.endpoint), await tokenFor(at, scopes.xdr)];
  expect((await read('/graph/v1.0/security/incidents', graph)).status).toBe(403);
  expect((await read('/graph/v1.0/organization', graph)).status).toBe(200);
  expect((await read('/endpoint/api/machines', endpoint)).body.error.code).toBe('DisabledFeature');
  expect((await read('/xdr/api/incidents', xdr)).body.error).toMatchObject({ code: 'Forbidden', target: expect.any(String) });
});

test('no machines is 404 at the endpoint API', async () => {
  await controlCall(practice.url, 'PATCH', '/tenants/contoso.example', { noMachines: true });
  const at = await connected('adele@contoso.example');
  const { status, body } = await read('/endpoint/api/machines', await tokenFor(at, scopes.endpoint));
  expect([status, body.error.code]).toEqual([404, 'NotFound']);
});

test('a token for one API is refused by the others', async () => {
  const at = await connected('adele@contoso.example');
  const [graph, endpoint, xdr] = [await tokenFor(at, scopes.graph), await tokenFor(at, scopes.endpoint), await tokenFor(at, scopes.xdr)];
  expect((await read('/graph/v1.0/organization', xdr)).status).toBe(401);
  expect((await read('/endpoint/api/machines', graph)).status).toBe(401);
  expect((await read('/endpoint/api/machines', xdr)).status).toBe(403);
  expect((await read('/xdr/api/incidents', endpoint)).status).toBe(403);
  expect((await read('/xdr/api/incidents', 'nonsense')).status).toBe(401);
  expect((await read('/graph/v1.0/me', graph)).status).toBe(400);
});

test('a role taken away is missing from the next token, and the API then refuses', async () => {
  const at = await connected('adele@contoso.example');
  const grant = { do: 'removeGrant', appId: at.appId, resourceAppId: 'fc780465-2017-40d4-a0c5-307022471b92', value: 'Machine.Read.All' };
  await controlCall(practice.url, 'POST', `/tenants/${at.tenant}/act`, grant);
  const token = await tokenFor(at, scopes.endpoint);
  expect(claimsOf(token).roles).toHaveLength(15);
  expect((await read('/endpoint/api/machines', token)).status).toBe(403);
});

test('tokens expire with the practice clock', async () => {
  const at = await connected('adele@contoso.example');
  const token = await tokenFor(at, scopes.graph);
  await controlCall(practice.url, 'POST', '/clock', { offsetSeconds: 3_700 });
  expect((await read('/graph/v1.0/organization', token)).body.error.code).toBe('InvalidAuthenticationToken');
});

test.each([
  ['an unknown API', { scope: 'https://invented.example/.default' }, 500011, 'invalid_resource'],
  ['a scope without /.default', { scope: 'User.Read' }, 70011, 'invalid_scope'],
  ['a named permission', { scope: 'https://graph.microsoft.com/User.Read.All' }, 1002012, 'invalid_scope'],
  ['two APIs', { scope: `${scopes.graph} ${scopes.xdr}` }, 700022, 'invalid_scope'],
  ['a wrong secret', { secret: 'wrong' }, 7000215, 'invalid_client'],
  ['an unknown app', { appId: '22222222-2222-4222-8222-222222222222' }, 700016, 'unauthorized_client'],
  ['another organization', { tenant: 'fabrikam.example' }, 700016, 'unauthorized_client'],
])('a token request with %s is refused', async (_what, wrong, number, error) => {
  const at = await connected('adele@contoso.example');
  const { body } = await appToken(practice.url, { tenant: at.tenant, appId: at.appId, secret: at.secret, scope: scopes.graph, ...wrong });
  expect(body).toMatchObject({ error, error_codes: [number] });
});

test.each([
  ['deletePrincipal', 7000229],
  ['disablePrincipal', 7000112],
  ['deleteApplication', 700016],
])('after %s the token endpoint answers AADSTS%i', async (deed, number) => {
  const at = await connected('adele@contoso.example');
  await controlCall(practice.url, 'POST', `/tenants/${at.tenant}/act`, { do: deed, appId: at.appId });
  expect((await appToken(practice.url, { ...at, scope: scopes.graph })).body.error_codes).toEqual([number]);
});

test('the platform’s own token carries Credential.Read and Support.Read for the staff API', async () => {
  const at = { tenant: 'fortifydata.example', appId: defaults.platformClientId, secret: defaults.platformClientSecret };
  const claims = claimsOf(await tokenFor(at, `api://${defaults.staffClientId}/.default`));
  expect(claims).toMatchObject({
    aud: defaults.staffClientId,
    ver: '2.0',
    azp: defaults.platformClientId,
    azpacr: '1',
    roles: ['Support.Read', 'Credential.Read'],
  });
  expect(claims.iss).toBe(`https://login.practice.invalid/${claims.tid}/v2.0`);
});

test('msal-node proves the portal by certificate, and a foreign certificate is AADSTS700027', async () => {
  const { ConfidentialClientApplication } = await import('@azure/msal-node');
  const tenant = defaults.staffTenantId;
  const ask = (own: { key: string; thumbprintSha256: string }) =>
    new ConfidentialClientApplication({
      auth: {
        clientId: defaults.portalClientId,
        authority: `https://login.practice.invalid/${tenant}`,
        knownAuthorities: ['login.practice.invalid'],
        authorityMetadata: authorityMetadata(practice.url, tenant),
        clientCertificate: { privateKey: own.key, thumbprintSha256: own.thumbprintSha256 },
      },
    }).acquireTokenByClientCredential({ scopes: [scopes.graph] });
  expect(claimsOf((await ask(certificate))?.accessToken ?? '')).toMatchObject({ appidacr: '2' });
  await expect(ask(selfSigned('Somebody else', ['x.example']))).rejects.toThrow('AADSTS700027');
});
