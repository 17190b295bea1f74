import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CryptoKey,
  createLocalJWKSet,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTVerifyGetKey,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloudFor } from '../domain/clouds';
import { staffKeys } from './staff-keys';
import { type StaffCheck, verifyStaffToken } from './staff-token';

const tenantId = '5b1d7f0e-93c4-4c1a-8f62-2a7e60d9c318';
const otherTenant = '0d9e8c7b-1a2b-4c3d-8e4f-5a6b7c8d9e0f';
const clientId = 'e47a9b35-2d16-4f8c-9a01-7c53d8f1b640';
const cloud = cloudFor('global', null);
const now = new Date('2026-11-23T10:00:00Z');
const seconds = now.getTime() / 1000;

type Claims = Record<string, unknown>;
const serviceClaims: Claims = {
  aud: clientId,
  iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
  iat: seconds - 60,
  nbf: seconds - 60,
  exp: seconds + 3540,
  azp: '3f86c0d2-b75e-49a1-8d34-f0e912a7c56b',
  azpacr: '1',
  oid: '7e1a2b3c-4d5e-4f60-8a7b-9c0d1e2f3a4b',
  sub: '7e1a2b3c-4d5e-4f60-8a7b-9c0d1e2f3a4b',
  roles: ['Credential.Read'],
  tid: tenantId,
  uti: 'x',
  ver: '2.0',
};
const personClaims: Claims = { ...serviceClaims, azp: clientId, scp: 'access_as_user', name: 'Rhea Support', roles: ['Support.Read'] };

let signing: { privateKey: CryptoKey; publicKey: CryptoKey };
let foreign: CryptoKey;
let keys: JWTVerifyGetKey;
let publicPem: string;

beforeAll(async () => {
  signing = await generateKeyPair('RS256', { extractable: true });
  foreign = (await generateKeyPair('RS256')).privateKey;
  keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(signing.publicKey)), kid: 'key-1', use: 'sig', alg: 'RS256' }] });
  publicPem = await exportSPKI(signing.publicKey);
});

interface Signing {
  readonly header?: Claims;
  readonly key?: CryptoKey | Uint8Array;
}

const sign = (claims: Claims, { header = {}, key = signing.privateKey }: Signing = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'key-1', ...header }).sign(key);
const without = (name: string) => Object.fromEntries(Object.entries(serviceClaims).filter(([key]) => key !== name));
const check = (over: Partial<StaffCheck> = {}): StaffCheck => ({
  cloud,
  tenantId,
  clientId,
  roles: ['Credential.Read'],
  kind: 'service',
  now,
  keys,
  ...over,
});
const personOf = (over: Claims): Claims => ({ ...personClaims, ...over });
const supportCheck: Partial<StaffCheck> = { kind: 'any', roles: ['Support.Read', 'Support.Manage'] };
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token of the staff tenant', () => {
  test('of a service with the role is accepted', async () => {
    expect(await verifyStaffToken(await sign(serviceClaims), check())).toEqual({
      kind: 'service',
      oid: serviceClaims['oid'],
      appId: serviceClaims['azp'],
      roles: ['Credential.Read'],
      name: null,
    });
  });

  test('is accepted with the idtyp claim, with api:// in front of the audience, and with a clock two minutes off', async () => {
    const forms = [{ idtyp: 'app' }, { aud: `api://${clientId}` }, { nbf: seconds + 110, iat: seconds + 110 }, { exp: seconds - 110 }];
    for (const form of forms)
      expect(await verifyStaffToken(await sign({ ...serviceClaims, ...form }), check())).toMatchObject({ kind: 'service' });
  });

  test('of a person with the role is accepted where a person may come', async () => {
    const identity = await verifyStaffToken(await sign(personClaims), check({ kind: 'person', roles: ['Support.Read'] }));
    expect(identity).toMatchObject({ kind: 'person', name: 'Rhea Support' });
  });

  test.each([
    ['person', personClaims],
    ['service', { ...serviceClaims, roles: ['Support.Manage'] }],
  ])('of a %s with one of several roles is accepted where both may come', async (kind, claims) => {
    const staff = check({ kind: 'any', roles: ['Support.Read', 'Support.Manage'] });
    expect(await verifyStaffToken(await sign(claims), staff)).toMatchObject({ kind });
  });
});

describe('a wrong token', () => {
  const claimCases: readonly [string, Claims][] = [
    ['another audience', { aud: '00000003-0000-0000-c000-000000000000' }],
    ['several audiences', { aud: [clientId, 'https://graph.microsoft.com'] }],
    ['an audience that only begins right', { aud: `${clientId}.example.com` }],
    ['an issuer of another tenant', { iss: `https://login.microsoftonline.com/${otherTenant}/v2.0` }],
    ['an issuer of another host', { iss: `https://login.microsoftonline.com.example.com/${tenantId}/v2.0` }],
    ['an issuer of version 1', { iss: `https://sts.windows.net/${tenantId}/` }],
    ['the common issuer', { iss: 'https://login.microsoftonline.com/common/v2.0' }],
    ['an issuer without its path', { iss: `https://login.microsoftonline.com/${tenantId}` }],
    ['a tenant that is not the issuer’s', { tid: otherTenant }],
    ['version 1.0', { ver: '1.0' }],
    ['an end in the past', { exp: seconds - 121 }],
    ['a beginning in the future', { nbf: seconds + 121 }],
    ['an issue in the future', { iat: seconds + 121 }],
    ['an end that is text', { exp: '2099-01-01' }],
    ['an object id that is no id', { oid: 'admin' }],
    ['an empty subject', { sub: '' }],
    ['roles that are text', { roles: 'Credential.Read' }],
    ['a service that says it is a person', { idtyp: 'user' }],
    ['a person that says it is a service', { scp: 'access_as_user', idtyp: 'app' }],
    ['an app that is no id', { azp: 'support' }],
    ['a scope that is a list', { scp: ['access_as_user'] }],
    ['a role in a role', { roles: [['Credential.Read']] }],
    ['a beginning that is text', { nbf: '2026-11-23' }],
    ['an audience of the portal itself', { aud: '9c2f4e71-6b0d-4d58-a3e7-15f08b6c92da' }],
  ];
  const missing = ['aud', 'iss', 'iat', 'nbf', 'exp', 'azp', 'oid', 'sub', 'tid', 'ver'];
  const cases: readonly [string, () => Promise<string>][] = [
    ...claimCases.map(([name, claims]): [string, () => Promise<string>] => [name, () => sign({ ...serviceClaims, ...claims })]),
    ...missing.map((name): [string, () => Promise<string>] => [`no ${name}`, () => sign(without(name))]),
    ['the signature of another key', () => sign(serviceClaims, { key: foreign })],
    ['an unknown key id', () => sign(serviceClaims, { header: { kid: 'key-2' } })],
    ['no key id', () => sign(serviceClaims, { header: { kid: undefined } })],
    ['another signature algorithm', () => sign(serviceClaims, { header: { alg: 'HS256' }, key: new TextEncoder().encode(publicPem) })],
    ['no signature', async () => new UnsecuredJWT(serviceClaims).encode()],
    [
      'the algorithm none and a kept signature',
      async () => [encode({ alg: 'none', typ: 'JWT', kid: 'key-1' }), ...(await sign(serviceClaims)).split('.').slice(1)].join('.'),
    ],
    ['another type', () => sign(serviceClaims, { header: { typ: 'dpop+jwt' } })],
    ['an extension nobody knows', () => sign(serviceClaims, { header: { crit: ['b64'], b64: true } })],
    ['a key of its own in the header', async () => sign(serviceClaims, { header: { kid: 'mine', jwk: { kty: 'RSA' } }, key: foreign })],
    [
      'a changed payload',
      async () => swap(await sign(serviceClaims), 1, encode({ ...serviceClaims, roles: ['Credential.Read', 'Support.Manage'] })),
    ],
    ['an empty signature', async () => swap(await sign(serviceClaims), 2, '')],
    ['text that is no token', async () => 'not-a-token'],
    ['nothing', async () => ''],
    ['nine thousand characters', () => sign({ ...serviceClaims, filler: 'x'.repeat(9000) })],
  ];

  test.each(cases)('with %s is refused with 401 and a plain reason', async (_, make) => {
    const token = await make();
    const error = await verifyStaffToken(token, check()).catch((refusal: unknown) => refusal);
    expect(error).toMatchObject({ name: 'PortalError', code: 'unauthenticated', message: expect.stringMatching(/^[A-Z][^!]{10,90}\.$/) });
    expect(error).not.toMatchObject({ message: expect.stringContaining(tenantId) });
  });

  test('list above holds at least thirty', () => {
    expect(cases.length).toBeGreaterThanOrEqual(30);
  });

  test('that another app asked for on behalf of a person is refused with 401', async () => {
    const token = await sign(personOf({ azp: '3f86c0d2-b75e-49a1-8d34-f0e912a7c56b' }));
    await expect(verifyStaffToken(token, check(supportCheck))).rejects.toMatchObject({
      code: 'unauthenticated',
      message: 'The token was asked for by another application.',
    });
  });

  const forbidden: readonly [string, Claims, Partial<StaffCheck>][] = [
    ['no role', { roles: [] }, {}],
    ['no roles claim', { roles: undefined }, {}],
    ['another role', { roles: ['Support.Read', 'Support.Manage'] }, {}],
    ['the role in other letters', { roles: ['credential.read'] }, {}],
    ['the role of a person', personOf({ roles: ['Credential.Read'] }), {}],
    ['a service where a person is asked for', { roles: ['Support.Read'] }, { kind: 'person', roles: ['Support.Read'] }],
    ['no support role', personOf({ roles: ['Support.Reader', 'support.read'] }), supportCheck],
    ['roles of persons in a token without any', personOf({ roles: undefined }), supportCheck],
    ['a role of the platform alone', { roles: ['Credential.Read'] }, supportCheck],
    ['another scope', personOf({ scp: 'User.Read' }), supportCheck],
    ['a scope that only begins right', personOf({ scp: 'access_as_user.all' }), supportCheck],
  ];
  test.each(forbidden)('with %s is refused with 403 and a plain reason', async (_, claims, over) => {
    const token = await sign({ ...serviceClaims, ...claims });
    await expect(verifyStaffToken(token, check(over))).rejects.toMatchObject({ code: 'forbidden', message: expect.stringMatching(/\.$/) });
  });
});

describe('the published keys', () => {
  let server: Server;
  let answer: { status: number; body: string; location?: string };
  let asked: string[];
  const practice = () => cloudFor('practice', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const verify = async (tenant: string) =>
    verifyStaffToken(
      await sign({ ...serviceClaims, iss: `${practice().issuerBase}/${tenant}/v2.0`, tid: tenant }),
      check({ cloud: practice(), tenantId: tenant, keys: staffKeys(practice(), tenant) }),
    );

  beforeAll(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  test('are read once from the tenant’s own address', async () => {
    const jwk = { ...(await exportJWK(signing.publicKey)), kid: 'key-1', use: 'sig' };
    answer = { status: 200, body: JSON.stringify({ keys: [jwk] }) };
    await verify(tenantId);
    expect(await verify(tenantId)).toMatchObject({ kind: 'service' });
    expect(asked).toEqual([`/login/${tenantId}/discovery/v2.0/keys`]);
  });

  const broken: readonly [string, string, typeof answer][] = [
    ['an error', '10000000-0000-4000-8000-000000000001', { status: 500, body: '' }],
    ['a redirect', '10000000-0000-4000-8000-000000000002', { status: 302, body: '', location: 'http://127.0.0.1:9/keys' }],
    ['no JSON', '10000000-0000-4000-8000-000000000003', { status: 200, body: '<html>' }],
    ['another document', '10000000-0000-4000-8000-000000000004', { status: 200, body: '{"issuer":"x"}' }],
    ['an endless list', '10000000-0000-4000-8000-000000000005', { status: 200, body: `{"keys":[${'{"kty":"RSA"},'.repeat(30_000)}{}]}` }],
  ];
  test.each(broken)('answered by %s make the portal unavailable and let nobody in', async (_, tenant, wrong) => {
    answer = wrong;
    await expect(verify(tenant)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

const swap = (token: string, at: number, part: string) =>
  token
    .split('.')
    .map((own, index) => (index === at ? part : own))
    .join('.');
