import { createHash, generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { cloudFor, cloudIds } from '../domain/clouds';
import { clientCredentialsToken } from './client-credentials';
import { cloudAt, json, type Loopback, type Reply, startLoopback, tenantId, unsignedToken } from './loopback.test-server';
import type { CallTrace } from './microsoft';
import { MicrosoftError } from './microsoft-error';
import { beginSignIn, finishSignIn, type SignInOptions } from './sign-in';

const running: Loopback[] = [];
async function authorityAt(reply: Reply) {
  const server = await startLoopback(reply);
  running.push(server);
  return { server, cloud: cloudAt(server.origin) };
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const clientId = '5b2f6f1e-3c0d-4f1e-9d7b-8f3a5f0f7c11';
const portal = { clientId, clientSecret: 'portal-secret', certificate: null };
const redirectUri = 'https://portal.example/api/auth/callback';
const optionsAt = (cloud: SignInOptions['cloud']): SignInOptions => ({ cloud, portal, redirectUri, tenant: 'organizations' });
const tokens = {
  token_type: 'Bearer',
  expires_in: 3599,
  scope: 'openid profile https://graph.microsoft.com/User.Read',
  access_token: 'at',
  id_token: unsignedToken({ nonce: 'n', tid: tenantId, oid: 'o', sub: 's' }),
  refresh_token: 'MARKER-3',
};

describe('the start of a sign-in', () => {
  it('has 256 bits each of state, nonce and verifier, new each time, and S256', async () => {
    const options = optionsAt(cloudFor('global', null));
    const [one, two] = await Promise.all([beginSignIn(options), beginSignIn(options)]);
    const values = [one.state, one.nonce, one.verifier, two.state, two.nonce, two.verifier];
    expect(new Set(values).size).toBe(6);
    for (const value of values) expect(Buffer.from(value, 'base64url')).toHaveLength(32);
    const query = new URL(one.url).searchParams;
    expect(query.get('code_challenge')).toBe(createHash('sha256').update(one.verifier).digest('base64url'));
    expect(query.get('code_challenge_method')).toBe('S256');
    expect([query.get('state'), query.get('nonce')]).toEqual([one.state, one.nonce]);
    expect(one.url).not.toContain(one.verifier);
  });

  it('asks for the four scopes and no refresh token, in query mode', async () => {
    const { url } = await beginSignIn({ ...optionsAt(cloudFor('global', null)), prompt: 'select_account' });
    const query = new URL(url).searchParams;
    expect(query.get('scope')?.split(' ')).toEqual([
      'openid',
      'profile',
      'https://graph.microsoft.com/User.Read',
      'https://graph.microsoft.com/Application.ReadWrite.All',
    ]);
    expect(query.get('response_mode')).toBe('query');
    expect(query.get('response_type')).toBe('code');
    expect(query.get('client_id')).toBe(clientId);
    expect(query.get('redirect_uri')).toBe(redirectUri);
    expect(query.get('prompt')).toBe('select_account');
  });

  it.each(cloudIds)('leads to the authority of the cloud %s and sends nothing itself', async (id) => {
    const { server } = await authorityAt(json(500, {}));
    const cloud = cloudFor(id, server.origin);
    const { url } = await beginSignIn({ ...optionsAt(cloud), tenant: tenantId });
    expect(url.startsWith(`${cloud.authorityUrl}/${tenantId}/oauth2/v2.0/authorize?`)).toBe(true);
    expect(server.received).toEqual([]);
  });
});

describe('the end of a sign-in', () => {
  const finish = (cloud: SignInOptions['cloud'], calls: CallTrace[] = [], app = portal) =>
    finishSignIn({
      ...optionsAt(cloud),
      portal: app,
      code: 'c0de',
      verifier: 'v'.repeat(43),
      nonce: 'n',
      trace: (call) => calls.push(call),
    });

  it('redeems the code in one request and keeps no refresh token', async () => {
    const { server, cloud } = await authorityAt(json(200, tokens, { 'x-ms-request-id': 'r-5' }));
    const calls: CallTrace[] = [];
    const result = await finish(cloud, calls);
    expect(result).toEqual({
      idToken: tokens.id_token,
      accessToken: 'at',
      scopes: ['openid', 'profile', 'https://graph.microsoft.com/User.Read'],
      expiresAt: expect.any(Date),
    });
    expect(JSON.stringify(result)).not.toContain('MARKER-3');
    expect(server.received.map(({ method, url }) => `${method} ${url.replace(/\?.*/, '')}`)).toEqual([
      'POST /login/organizations/oauth2/v2.0/token',
    ]);
    const form = new URLSearchParams(server.received[0]?.body);
    expect(Object.fromEntries(form)).toMatchObject({
      grant_type: 'authorization_code',
      code: 'c0de',
      code_verifier: 'v'.repeat(43),
      redirect_uri: redirectUri,
    });
    expect(form.get('scope')).not.toContain('offline_access');
    expect(calls).toMatchObject([
      { purpose: 'Sign in', status: 200, requestId: 'r-5', clientRequestId: server.received[0]?.headers['client-request-id'] },
    ]);
  });

  it('can prove the portal by certificate instead of a secret', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const { server, cloud } = await authorityAt(json(200, tokens));
    await finishSignIn({
      ...optionsAt(cloud),
      portal: { clientId, clientSecret: null, certificate: { privateKeyPem, thumbprintSha256: 'AB'.repeat(32) } },
      code: 'c0de',
      verifier: 'v',
      nonce: 'n',
      trace: () => {},
    });
    const form = new URLSearchParams(server.received[0]?.body);
    expect(form.get('client_assertion')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(form.has('client_secret')).toBe(false);
  });

  it('refuses an app without secret and certificate', async () => {
    const { cloud } = await authorityAt(json(200, tokens));
    const app = { clientId, clientSecret: null, certificate: null };
    await expect(
      finishSignIn({ ...optionsAt(cloud), portal: app, code: 'c', verifier: 'v', nonce: 'n', trace: () => {} }),
    ).rejects.toMatchObject({ code: 'configuration' });
  });

  it.each([
    [
      400,
      { error: 'invalid_grant', error_codes: [54005], error_description: 'AADSTS54005: x', trace_id: 't-1' },
      'unauthenticated',
      'AADSTS54005',
      'invalid_grant',
    ],
    [401, { error: 'invalid_client', error_description: 'AADSTS7000215: x' }, 'unauthenticated', 'AADSTS7000215', 'invalid_client'],
    [400, { error: 'unauthorized_client', error_codes: [700016] }, 'denied', 'AADSTS700016', 'unauthorized_client'],
    [
      400,
      { error: 'interaction_required', error_codes: [50076], claims: '{"a":1}' },
      'claims-challenge',
      'AADSTS50076',
      'interaction_required',
    ],
    [400, { error: 'invalid_grant', error_codes: [53003], claims: '{"a":1}' }, 'claims-challenge', 'AADSTS53003', 'invalid_grant'],
    [400, { error: 'temporarily_unavailable', error_codes: [90033] }, 'unavailable', 'AADSTS90033', 'temporarily_unavailable'],
    [400, { error: 'invalid_scope' }, 'invalid', 'invalid_scope', 'invalid_scope'],
    [429, {}, 'throttled', null, null],
    [503, '<html>', 'unavailable', null, null],
    [200, { error: 'invalid_request' }, 'invalid', 'invalid_request', 'invalid_request'],
    [200, { token_type: 'Bearer' }, 'unreadable', 'unexpected-shape', undefined],
    [200, { ...tokens, id_token: unsignedToken({ nonce: 'other' }) }, 'unreadable', 'nonce_mismatch', undefined],
  ])('%i %j is %s, with the code %s', async (status, body, kind, code, oauthError) => {
    const { server, cloud } = await authorityAt(json(status, body));
    const calls: CallTrace[] = [];
    const error = await finish(cloud, calls).catch((caught: unknown) => caught);
    if (!(error instanceof MicrosoftError)) throw new Error('expected a MicrosoftError', { cause: error });
    expect(error.facts).toMatchObject({ kind, code, purpose: 'Sign in' });
    expect(error.facts.oauthError).toBe(oauthError);
    if (kind === 'claims-challenge') expect(error.facts.detail).toBe('{"a":1}');
    expect(server.received, 'never repeated').toHaveLength(1);
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['a redirect', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 'unreadable'],
    ['a huge answer', (response) => response.writeHead(200).end('x'.repeat(1_100_000)), 'unreadable'],
    ['a reset', (response) => response.destroy(), 'lost'],
  ] satisfies [string, Reply, string][])('takes %s for what it is', async (_, reply, kind) => {
    const { cloud } = await authorityAt(reply);
    await expect(finish(cloud)).rejects.toMatchObject({ facts: { kind } });
  });

  it('sends nothing to another address than the authority of the cloud', async () => {
    const { server, cloud } = await authorityAt(json(200, tokens));
    await expect(finish({ ...cloud, id: 'global' })).rejects.toMatchObject({ name: 'PortalError', code: 'forbidden' });
    expect(server.received).toEqual([]);
  });
});

describe("the new app's own token", () => {
  const ask = (cloud: SignInOptions['cloud']) =>
    clientCredentialsToken({
      cloud,
      tenantId,
      appId: clientId,
      proof: { secret: 's+/=&' },
      scope: 'https://api.example/.default',
      purpose: 'Get a token',
      trace: () => {},
    });

  it('is a new one each time', async () => {
    let count = 0;
    const { server, cloud } = await authorityAt((response, request) => {
      count += 1;
      json(200, { token_type: 'Bearer', expires_in: 3599, access_token: `token-${count}` })(response, request);
    });
    expect([await ask(cloud), await ask(cloud)]).toEqual(['token-1', 'token-2']);
    expect(server.received.map(({ url }) => url.replace(/\?.*/, ''))).toEqual(Array(2).fill(`/login/${tenantId}/oauth2/v2.0/token`));
    expect(Object.fromEntries(new URLSearchParams(server.received[0]?.body))).toMatchObject({
      grant_type: 'client_credentials',
      client_secret: 's+/=&',
      scope: 'https://api.example/.default',
    });
  });

  it('is refused with the AADSTS code, and the secret is in no part of the error', async () => {
    const { cloud } = await authorityAt(
      json(401, { error: 'invalid_client', error_codes: [7000215], error_description: 'AADSTS7000215: Invalid client secret s+/=&' }),
    );
    const error = await ask(cloud).catch((caught: unknown) => caught);
    if (!(error instanceof MicrosoftError)) throw new Error('expected a MicrosoftError', { cause: error });
    expect(error.facts).toMatchObject({ kind: 'unauthenticated', code: 'AADSTS7000215', oauthError: 'invalid_client' });
    expect(`${error.message}${error.stack}`).not.toContain('s+/=&');
  });
});
