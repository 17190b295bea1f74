import { createPublicKey, X509Certificate } from 'node:crypto';
import { jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { selfSigned } from './self-signed';
import { type Practice, startPractice } from './server';
import { register } from './testing/integration';
import { call, controlCall, signIn } from './testing/portal';

const { cert, key, base64, thumbprintSha256 } = selfSigned('FortifyData', []);
const clientId = 'portal';
const clientSecret = 'practice-signer-secret';
const basic = (secret: string) => `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;
const client = 'aaaaaaaa-1111-4222-8333-444444444444';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0, signer: { pem: cert + key, clientId, clientSecret } });
});
afterAll(() => practice.close());
beforeEach(() => controlCall(practice.url, 'POST', '/reset', {}));

async function token(secret = clientSecret): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  const answer = await fetch(`${practice.url}/fortifydata/token`, { method: 'POST', headers: { authorization: basic(secret) }, body });
  return answer.ok ? String((await answer.json()).access_token) : `refused ${answer.status}`;
}

async function sign(order: object, shown?: string) {
  const headers = { authorization: `Bearer ${shown ?? (await token())}` };
  const answer = await fetch(`${practice.url}/fortifydata/sign`, { method: 'POST', headers, body: JSON.stringify(order) });
  return { status: answer.status, body: await answer.json() };
}
const tenantOf = async (domain: string) => (await controlCall(practice.url, 'GET', `/tenants/${domain}`)).body.id as string;
const orderFor = async (domain: string) => ({
  tenantId: await tenantOf(domain),
  clientId: client,
  audience: 'https://a',
  thumbprint: thumbprintSha256,
});

describe('FortifyData’s practice signer', () => {
  test('signs for the client and audience that are asked for, in the name of its certificate, for five minutes', async () => {
    const { status, body } = await sign(await orderFor('contoso.example'));
    expect(status).toBe(200);
    const { payload, protectedHeader } = await jwtVerify(
      body.assertion,
      createPublicKey(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'pem' })),
    );
    expect(payload).toMatchObject({ iss: client, sub: client, aud: 'https://a', jti: expect.any(String) });
    expect((payload.exp ?? 0) - Date.now() / 1000).toBeLessThanOrEqual(300);
    expect(protectedHeader).toMatchObject({ alg: 'PS256', 'x5t#S256': Buffer.from(thumbprintSha256, 'hex').toString('base64url') });
  });

  test('lets nobody in without its token, and signs for no other certificate', async () => {
    expect(await token('wrong')).toBe('refused 401');
    expect((await sign(await orderFor('contoso.example'), 'no token')).status).toBe(401);
    expect((await sign({ ...(await orderFor('contoso.example')), thumbprint: 'AB'.repeat(32) })).status).toBe(404);
    expect((await sign({ ...(await orderFor('contoso.example')), tenantId: client })).status).toBe(403);
  });

  test.each([
    ['down', 503],
    ['refuses', 403],
  ])('is %s for a tenant that is set so: %i', async (signer, status) => {
    await controlCall(practice.url, 'PATCH', '/tenants/contoso.example', { signer });
    expect((await sign(await orderFor('contoso.example'))).status).toBe(status);
  });

  test('lies about another application where it is told to', async () => {
    await controlCall(practice.url, 'PATCH', '/tenants/contoso.example', { signer: 'lies' });
    const { body } = await sign(await orderFor('contoso.example'));
    expect(JSON.parse(Buffer.from(body.assertion.split('.')[1], 'base64url').toString()).sub).not.toBe(client);
  });
});

describe('a policy on certificates', () => {
  const entry = { type: 'AsymmetricX509Cert', usage: 'Verify', key: base64 };
  async function add(domain: string) {
    const { result } = await signIn(practice.url, `admin@${domain}`);
    const accessToken = result?.accessToken ?? '';
    const { application } = await register(practice.url, accessToken);
    const path = `/applications/${application.body.id}`;
    const answer = await call(practice.url, accessToken, { method: 'PATCH', path, body: { keyCredentials: [entry] } });
    return {
      answer,
      read: async () => (await call(practice.url, accessToken, { path: `${path}?$select=id,keyCredentials` })).body.keyCredentials,
    };
  }

  test.each([
    [{ maxDays: 0.5 + 0.5 }, 'CredentialInvalidLifetimeAsPerAppPolicy'],
    [{ trustedAuthority: true }, 'CredentialIssuerNotTrustedAsPerAppPolicy'],
  ])('refuses what it forbids: %j', async (certificatePolicy, code) => {
    await controlCall(practice.url, 'PATCH', '/tenants/contoso.example', { certificatePolicy });
    const { answer, read } = await add('contoso.example');
    expect([answer.status, answer.body.error.code]).toEqual([400, code]);
    expect(await read()).toEqual([]);
  });

  test.each([null, { maxDays: 1, off: true }, { trustedAuthority: true, createdAfter: '2099-01-01T00:00:00Z' }])(
    'lets pass: %j',
    async (certificatePolicy) => {
      await controlCall(practice.url, 'PATCH', '/tenants/contoso.example', { certificatePolicy });
      const { answer, read } = await add('contoso.example');
      expect(answer.status).toBe(204);
      expect(await read()).toMatchObject([{ ...entry, key: base64 }]);
    },
  );
});

test('the policy is read by nobody without Policy.Read.All, and by the portal where the organization has granted it', async () => {
  const { result } = await signIn(practice.url, 'admin@litware.example');
  const read = () => call(practice.url, result?.accessToken ?? '', { path: '/policies/defaultAppManagementPolicy' });
  expect((await read()).status).toBe(403);
  await controlCall(practice.url, 'PATCH', '/tenants/litware.example', { policyReadable: true });
  const { body } = await read();
  expect(body.applicationRestrictions.passwordCredentials).toMatchObject([
    { restrictionType: 'passwordLifetime', maxLifetime: 'P180D', state: 'enabled' },
  ]);
});
