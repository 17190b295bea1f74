import { createHmac } from 'node:crypto';
import { CompactSign, exportSPKI, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { cloudFor } from '../domain/clouds';
import { type IdTokenExpectation, verifyIdToken } from './id-token';
import { IdTokenError, type IdTokenRefusal, idTokenRefusals } from './id-token-error';
import type { SigningKey } from './keys';

const cloud = cloudFor('global', null);
const clientId = '5b2f6f1e-3c0d-4f1e-9d7b-8f3a5f0f7c11';
const tid = '0f0e8a86-4a7a-4e0c-9a60-3f6f8f1f2a10';
const otherTid = '11111111-1111-4111-8111-111111111111';
const personalTid = '9188040d-6c67-4c5b-b112-36a304b66dad';
const now = new Date('2026-11-23T10:00:00Z');
const seconds = Math.floor(now.getTime() / 1000);
const hour = 3600;

const microsoft = await generateKeyPair('RS256');
const tenantBound = await generateKeyPair('RS256');
const foreignBound = await generateKeyPair('RS256');
const stranger = await generateKeyPair('RS256');
const published = new Map<string, SigningKey>([
  ['k1', { key: microsoft.publicKey, issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' }],
  ['k2', { key: tenantBound.publicKey, issuer: null }],
  ['k3', { key: foreignBound.publicKey, issuer: `https://login.microsoftonline.com/${otherTid}/v2.0` }],
]);

const goodClaims = {
  ver: '2.0',
  aud: clientId,
  iss: `https://login.microsoftonline.com/${tid}/v2.0`,
  tid,
  oid: 'a0f4f6a1-53b6-4b6e-8d7c-1f3f5a9a2b77',
  sub: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
  iat: seconds - 10,
  nbf: seconds - 10,
  exp: seconds + hour,
  nonce: 'nonce-1',
  name: 'Adele Vance',
  preferred_username: 'adele@contoso.example',
  wids: ['62e90394-69f5-4237-9190-012177145e10'],
};
const goodHeader = { alg: 'RS256', typ: 'JWT', kid: 'k1' };

const expectation: IdTokenExpectation = {
  cloud,
  clientId,
  nonce: 'nonce-1',
  grantedScopes: ['openid', 'profile', 'https://graph.microsoft.com/User.Read', 'Application.ReadWrite.All'],
  requiredScopes: ['User.Read', 'Application.ReadWrite.All'],
  now,
  keys: { find: async (kid) => published.get(kid) ?? null },
};

const without = (name: keyof typeof goodClaims) => Object.fromEntries(Object.entries(goodClaims).filter(([key]) => key !== name));
const base64url = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

interface Forgery {
  claims?: Record<string, unknown>;
  payload?: string;
  header?: Record<string, unknown>;
  key?: CryptoKey;
}

function signed({ claims = goodClaims, payload, header = goodHeader, key = microsoft.privateKey }: Forgery = {}): Promise<string> {
  const text = payload ?? JSON.stringify(claims);
  return new CompactSign(new TextEncoder().encode(text)).setProtectedHeader({ alg: 'RS256', ...header }).sign(key);
}

/** Signed by another way than `alg: RS256`, or not at all. */
const handmade = (header: unknown, signature: string) => `${base64url(header)}.${base64url(goodClaims)}.${signature}`;

async function hmacWithPublicKey(): Promise<string> {
  const input = `${base64url({ alg: 'HS256', typ: 'JWT', kid: 'k1' })}.${base64url(goodClaims)}`;
  const secret = await exportSPKI(microsoft.publicKey);
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

const good = await signed();
const [goodHead = '', goodBody = '', goodSignature = ''] = good.split('.');
const flipped = Buffer.from(goodSignature, 'base64url');
flipped[7] = (flipped[7] ?? 0) ^ 1;
const pss = await generateKeyPair('PS256');

const changed = (claims: Record<string, unknown>) => signed({ claims: { ...goodClaims, ...claims } });

interface Bad {
  readonly what: string;
  readonly refusal: IdTokenRefusal;
  readonly token: string | Promise<string>;
  readonly expect?: Partial<IdTokenExpectation>;
}

const badTokens: readonly Bad[] = [
  { what: 'empty', refusal: 'malformed', token: '' },
  { what: 'two parts', refusal: 'malformed', token: `${goodHead}.${goodBody}` },
  { what: 'four parts', refusal: 'malformed', token: `${good}.x` },
  { what: 'five parts, encrypted', refusal: 'malformed', token: `${good}.x.y` },
  { what: 'a header that is not JSON', refusal: 'malformed', token: `${base64url('{')}.${goodBody}.${goodSignature}` },
  { what: 'a header that is a list', refusal: 'malformed', token: `${base64url([])}.${goodBody}.${goodSignature}` },
  { what: 'more than 16 kB', refusal: 'malformed', token: changed({ filler: 'x'.repeat(20_000) }) },
  { what: 'alg none', refusal: 'algorithm', token: handmade({ ...goodHeader, alg: 'none' }, '') },
  { what: 'alg NONE with a signature', refusal: 'algorithm', token: handmade({ ...goodHeader, alg: 'NONE' }, goodSignature) },
  { what: 'no alg', refusal: 'algorithm', token: handmade({ typ: 'JWT', kid: 'k1' }, goodSignature) },
  { what: 'HS256 with the public key as secret', refusal: 'algorithm', token: hmacWithPublicKey() },
  { what: 'RS384', refusal: 'algorithm', token: handmade({ ...goodHeader, alg: 'RS384' }, goodSignature) },
  { what: 'PS256', refusal: 'algorithm', token: signed({ header: { ...goodHeader, alg: 'PS256' }, key: pss.privateKey }) },
  { what: 'a critical header', refusal: 'critical-header', token: handmade({ ...goodHeader, crit: ['b64'], b64: false }, goodSignature) },
  { what: 'no kid', refusal: 'key-id', token: signed({ header: { typ: 'JWT' } }) },
  { what: 'an empty kid', refusal: 'key-id', token: signed({ header: { ...goodHeader, kid: '' } }) },
  { what: 'a kid that is no text', refusal: 'key-id', token: handmade({ ...goodHeader, kid: 7 }, goodSignature) },
  { what: 'an unknown kid', refusal: 'key-unknown', token: signed({ header: { ...goodHeader, kid: 'k9' } }) },
  {
    what: 'a key of its own in the header',
    refusal: 'key-unknown',
    token: signed({ header: { kid: 'own', jku: 'https://evil.example/keys' }, key: stranger.privateKey }),
  },
  { what: 'a stranger’s signature', refusal: 'signature', token: signed({ key: stranger.privateKey }) },
  { what: 'the signature of another published key', refusal: 'signature', token: signed({ key: tenantBound.privateKey }) },
  { what: 'one bit of the signature turned', refusal: 'signature', token: `${goodHead}.${goodBody}.${flipped.toString('base64url')}` },
  { what: 'no signature', refusal: 'signature', token: `${goodHead}.${goodBody}.` },
  {
    what: 'claims changed after signing',
    refusal: 'signature',
    token: `${goodHead}.${base64url({ ...goodClaims, oid: otherTid })}.${goodSignature}`,
  },
  { what: 'claims that are not JSON', refusal: 'claims', token: signed({ payload: '{' }) },
  { what: 'claims that are a list', refusal: 'claims', token: signed({ payload: '[]' }) },
  { what: 'claims that are null', refusal: 'claims', token: signed({ payload: 'null' }) },
  { what: 'version 1.0', refusal: 'version', token: changed({ ver: '1.0', iss: `https://sts.windows.net/${tid}/` }) },
  { what: 'no version', refusal: 'version', token: signed({ claims: without('ver') }) },
  { what: 'another app’s audience', refusal: 'audience', token: changed({ aud: otherTid }) },
  { what: 'an audience list with ours in it', refusal: 'audience', token: changed({ aud: [clientId, otherTid] }) },
  { what: 'no audience', refusal: 'audience', token: signed({ claims: without('aud') }) },
  { what: 'no tenant', refusal: 'tenant', token: signed({ claims: without('tid') }) },
  { what: 'a tenant that is no GUID', refusal: 'tenant', token: changed({ tid: 'contoso.example' }) },
  { what: 'a tenant that is a path', refusal: 'tenant', token: changed({ tid: `${tid}/../x` }) },
  {
    what: 'the personal-account tenant',
    refusal: 'personal-account',
    token: changed({ tid: personalTid, iss: `https://login.microsoftonline.com/${personalTid}/v2.0` }),
  },
  { what: 'the personal-account tenant in capitals', refusal: 'personal-account', token: changed({ tid: personalTid.toUpperCase() }) },
  { what: 'a foreign issuer', refusal: 'issuer', token: changed({ iss: `https://evil.example/${tid}/v2.0` }) },
  {
    what: 'the issuer of another tenant',
    refusal: 'issuer',
    token: changed({ iss: `https://login.microsoftonline.com/${otherTid}/v2.0` }),
  },
  { what: 'the tenant of another issuer', refusal: 'issuer', token: changed({ tid: otherTid }) },
  { what: 'the issuer of another cloud', refusal: 'issuer', token: changed({ iss: `https://login.microsoftonline.us/${tid}/v2.0` }) },
  { what: 'an issuer with a slash more', refusal: 'issuer', token: changed({ iss: `${goodClaims.iss}/` }) },
  { what: 'no issuer', refusal: 'issuer', token: signed({ claims: without('iss') }) },
  {
    what: 'a key published for another issuer',
    refusal: 'key-issuer',
    token: signed({ header: { kid: 'k3' }, key: foreignBound.privateKey }),
  },
  { what: 'a tenant other than the invited', refusal: 'tenant-unexpected', token: good, expect: { expectedTenantId: otherTid } },
  { what: 'no expiry', refusal: 'expiry', token: signed({ claims: without('exp') }) },
  { what: 'an expiry in text', refusal: 'expiry', token: changed({ exp: String(seconds + hour) }) },
  { what: 'expired', refusal: 'expired', token: changed({ exp: seconds - 301 }) },
  { what: 'not valid yet', refusal: 'not-yet-valid', token: changed({ nbf: seconds + 301 }) },
  { what: 'a start that is no number', refusal: 'not-yet-valid', token: changed({ nbf: 'now' }) },
  { what: 'no time of issue', refusal: 'issued-at', token: signed({ claims: without('iat') }) },
  { what: 'issued in the future', refusal: 'issued-in-future', token: changed({ iat: seconds + 301 }) },
  { what: 'issued more than an hour ago', refusal: 'issued-long-ago', token: changed({ iat: seconds - 3901 }) },
  { what: 'another nonce', refusal: 'nonce', token: changed({ nonce: 'nonce-2' }) },
  { what: 'no nonce', refusal: 'nonce', token: signed({ claims: without('nonce') }) },
  { what: 'an empty nonce where none was sent', refusal: 'nonce', token: changed({ nonce: '' }), expect: { nonce: '' } },
  { what: 'no subject', refusal: 'subject', token: signed({ claims: without('sub') }) },
  { what: 'an empty subject', refusal: 'subject', token: changed({ sub: '' }) },
  { what: 'no object id', refusal: 'object-id', token: signed({ claims: without('oid') }) },
  { what: 'an object id that is no GUID', refusal: 'object-id', token: changed({ oid: 'adele' }) },
  { what: 'fewer scopes than asked for', refusal: 'scopes', token: good, expect: { grantedScopes: ['openid', 'profile', 'User.Read'] } },
  { what: 'no scopes at all', refusal: 'scopes', token: good, expect: { grantedScopes: [] } },
  {
    what: 'a scope that only begins alike',
    refusal: 'scopes',
    token: good,
    expect: { grantedScopes: ['User.Read', 'Application.ReadWrite.AllX'] },
  },
];

describe('an id token is refused for its own reason', () => {
  it.each(badTokens)('$what: $refusal', async ({ token, refusal, expect: other }) => {
    const result = await verifyIdToken(await token, { ...expectation, ...other }).catch((error: unknown) => error);
    expect(result).toBeInstanceOf(IdTokenError);
    expect(result).toMatchObject({ refusal });
  });

  it('in at least forty ways, and each reason has its token', () => {
    expect(badTokens.length).toBeGreaterThanOrEqual(40);
    expect(new Set(badTokens.map(({ refusal }) => refusal))).toEqual(new Set(idTokenRefusals));
  });

  it('without quoting the token', async () => {
    const result = await verifyIdToken(await changed({ nonce: 'MARKER-2' }), expectation).catch((error: unknown) => error);
    expect(result).toBeInstanceOf(IdTokenError);
    expect(String(result instanceof Error && result.stack)).not.toContain('MARKER-2');
  });
});

describe('a guest is told apart by', () => {
  const home = `https://sts.windows.net/${tid}/`;
  const cases: readonly [string, Record<string, unknown>, boolean][] = [
    ['the home that issued the account', { idp: 'https://sts.windows.net/0e1f2a3b-4c5d-4e6f-8a9b-0c1d2e3f4a5b/' }, true],
    ['a personal account that was invited', { idp: 'live.com' }, true],
    ['the optional claim', { acct: 1 }, true],
    ['nothing: at home, and so says the token', { idp: home, acct: 0 }, false],
    ['nothing: in forms that are none', { idp: 7, acct: '1' }, false],
  ];
  it.each(cases)('%s', async (_, claims, isGuest) => {
    expect(await verifyIdToken(await changed(claims), expectation)).toMatchObject({ isGuest });
  });
});

describe('a good id token', () => {
  const identity = {
    tid,
    oid: goodClaims.oid,
    name: 'Adele Vance',
    account: 'adele@contoso.example',
    roles: ['62e90394-69f5-4237-9190-012177145e10'],
    authTime: null,
    isGuest: false,
  };

  it('names person and tenant', async () => {
    expect(await verifyIdToken(good, expectation)).toEqual(identity);
    expect(await verifyIdToken(good, { ...expectation, expectedTenantId: tid.toUpperCase() })).toEqual(identity);
  });

  it('may be signed by a key that Microsoft publishes without an issuer', async () => {
    expect(await verifyIdToken(await signed({ header: { kid: 'k2' }, key: tenantBound.privateKey }), expectation)).toEqual(identity);
  });

  it('may come from a clock that differs by less than five minutes', async () => {
    const token = await changed({ iat: seconds + 290, nbf: seconds + 290, exp: seconds - 290 });
    expect(await verifyIdToken(token, expectation)).toEqual(identity);
  });

  it('may lack what is only for display, or have it in a wrong form', async () => {
    const token = await changed({ name: 7, preferred_username: undefined, wids: 'all', auth_time: seconds - 20 });
    const authTime = new Date((seconds - 20) * 1000);
    expect(await verifyIdToken(token, expectation)).toEqual({ ...identity, name: '', account: '', roles: [], authTime });
  });
});
