import { createHmac, createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CompactSign, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invitationLines, invitationRow } from '@/lib/data/invitations.test-data';
import { everything, owner } from '@/lib/data/owned.test-data';
import { currentInvitation } from '@/lib/web/invite-session';
import { launchToShow } from '@/lib/web/launch';
import { cookieOf, origin, ownPage, post, withPortal } from '@/lib/web/portal.test-data';
import { launchKeyPair } from '../../../scripts/lib/keys.mjs';
import { launchLink } from '../../../scripts/lib/launch.mjs';
import { POST as open } from './open/route';

const { publicJwk, privateJwk } = launchKeyPair();
const dir = mkdtempSync(path.join(tmpdir(), 'launch-'));
withPortal();
beforeAll(() => {
  const file = path.join(dir, 'launch.json');
  writeFileSync(file, JSON.stringify(publicJwk));
  process.env['LAUNCH_PUBLIC_KEY'] = file;
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const opening = (token: string) => post(open, { body: JSON.stringify({ token }), headers: ownPage });
const good = { portalUrl: origin, customerId: 'C-1042', customer: 'Pinecrest Schools', expects: 'pinecrest.example', privateJwk };
const tokenOf = async (change: Partial<Parameters<typeof launchLink>[0]> = {}) =>
  new URL(await launchLink({ ...good, ...change })).searchParams.get('token') ?? '';

const now = () => Math.floor(Date.now() / 1000);
const claims = () => ({
  ...{ iss: 'fortifydata', aud: origin, sub: 'C-1042', name: 'Pinecrest Schools', expects: 'pinecrest.example', jti: randomUUID() },
  ...{ iat: now(), exp: now() + 300 },
});
type Claims = Record<string, unknown>;
/** Signed as it should be, with claims and header changed. */
async function signed(change: Claims | ((claims: Claims) => unknown) = {}, header: Record<string, unknown> = {}, key: object = privateJwk) {
  const payload = typeof change === 'function' ? change(claims()) : { ...claims(), ...change };
  const alg = 'kty' in key && key.kty === 'EC' ? 'ES256' : 'EdDSA';
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return new CompactSign(new TextEncoder().encode(text))
    .setProtectedHeader({ alg, typ: 'launch+jwt', ...header })
    .sign(await importJWK(key, alg));
}
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Good claims under any header, with a signature of the right key that holds for just this header. */
function signedBare(header: object): string {
  const content = `${encoded(header)}.${encoded(claims())}`;
  return `${content}.${sign(null, Buffer.from(content), createPrivateKey({ key: { ...privateJwk }, format: 'jwk' })).toString('base64url')}`;
}
const without = (name: string) => signed(({ [name]: _left, ...rest }) => rest);
const ec = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });

describe('a signed launch', () => {
  test('makes an invitation that this browser has used, once', async () => {
    const token = await tokenOf();
    const answer = await opening(token);
    expect([answer.status, await answer.json()]).toEqual([200, { resumes: true }]);
    const session = await currentInvitation(cookieOf(answer.headers.get('set-cookie')));
    expect(session?.invitation).toMatchObject({
      ...{ customer: 'Pinecrest Schools', customerId: 'C-1042', via: 'launch', createdBy: { oid: 'platform' } },
      expected: { kind: 'domain', domain: 'pinecrest.example' },
      redeemedAt: expect.any(Date),
    });
    const id = session?.invitation.id ?? '';
    expect(await invitationRow(id)).toMatchObject({ token_hash: null, ended_at: null });
    expect(await invitationLines(id)).toEqual(['invitation.launched']);
    expect(await everything()).not.toContain(token);
  });

  test('brought a hundred times at once is good for one', async () => {
    const token = await tokenOf({ expects: randomUUID() });
    const answers = await Promise.all(Array.from({ length: 100 }, () => opening(token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(99);
  });

  test('is not used up by reading its page', async () => {
    const token = await tokenOf();
    const before = await everything();
    for (let reads = 0; reads < 10; reads += 1) expect(await launchToShow(new Headers(), token)).toMatchObject({ customerId: 'C-1042' });
    expect(await everything()).toBe(before);
    expect((await opening(token)).status).toBe(200);
    expect(await launchToShow(new Headers(), token)).toBeNull();
  });

  test('is taken up to half a minute before its time, for clocks differ', async () => {
    expect((await opening(await signed({ iat: now() + 20, exp: now() + 200 }))).status).toBe(200);
  });
});

describe('a launch that is not good', () => {
  const cases: readonly (readonly [string, () => Promise<string> | string])[] = [
    ['nothing', () => ''],
    ['text', () => 'launch'],
    ['three empty parts', () => '..'],
    ['alg none', () => `${encoded({ alg: 'none', typ: 'launch+jwt' })}.${encoded(claims())}.`],
    ['alg None with a signature', () => signedBare({ alg: 'None', typ: 'launch+jwt' })],
    [
      'HS256 with the public key as its secret',
      () => {
        const content = `${encoded({ alg: 'HS256', typ: 'launch+jwt' })}.${encoded(claims())}`;
        return `${content}.${createHmac('sha256', JSON.stringify(publicJwk)).update(content).digest('base64url')}`;
      },
    ],
    [
      'HS256 with the key’s bytes',
      () => {
        const content = `${encoded({ alg: 'HS256', typ: 'launch+jwt' })}.${encoded(claims())}`;
        return `${content}.${createHmac('sha256', Buffer.from(publicJwk.x, 'base64url')).update(content).digest('base64url')}`;
      },
    ],
    ['a foreign Ed25519 key', () => signed({}, {}, launchKeyPair().privateJwk)],
    ['a foreign P-256 key', () => signed({}, {}, ec())],
    ['a key that it brings itself', () => signed({}, { jwk: launchKeyPair().publicJwk }, launchKeyPair().privateJwk)],
    ['a critical header that nobody knows', () => signedBare({ alg: 'EdDSA', typ: 'launch+jwt', crit: ['x'], x: 1 })],
    ['a changed claim', async () => (await signed()).replace(/\.[^.]+\./, `.${encoded({ ...claims(), sub: 'C-1' })}.`)],
    ['a cut signature', async () => (await signed()).slice(0, -4)],
    ['a second signature', async () => `${await signed()}.${await signed()}`],
    ['another type', () => signed({}, { typ: 'JWT' })],
    ['no type', () => signed({}, { typ: undefined })],
    ['an expired one', () => signed({ iat: now() - 400, exp: now() - 100 })],
    ['one that has just expired', () => signed({ iat: now() - 100, exp: now() - 1 })],
    ['one of the future', () => signed({ iat: now() + 120, exp: now() + 240 })],
    ['one that lives too long', () => signed({ exp: now() + 301 })],
    ['one that ends before it begins', () => signed({ iat: now() + 20, exp: now() + 10 })],
    ['times in milliseconds', () => signed({ iat: Date.now(), exp: Date.now() + 300_000 })],
    ['times as text', () => signed({ iat: String(now()), exp: String(now() + 100) })],
    ['another portal', () => signed({ aud: 'https://other.example' })],
    ['our address with a path', () => signed({ aud: `${origin}/` })],
    ['several audiences', () => signed({ aud: [origin, 'https://other.example'] })],
    ['another issuer', () => signed({ iss: 'https://fortifydata.example' })],
    ['a domain with a scheme', () => signed({ expects: 'https://pinecrest.example' })],
    ['an organization that is none', () => signed({ expects: 'pinecrest' })],
    ['both a tenant and a domain', () => signed({ expects: `${randomUUID()} pinecrest.example` })],
    ['a short id', () => signed({ jti: 'x' })],
    ['an id that is no text', () => signed({ jti: 42 })],
    ['a name of blanks', () => signed({ name: '   ' })],
    ['a name with a control character', () => signed({ name: 'Pine\u0000crest' })],
    ['a name that never ends', () => signed({ name: 'x'.repeat(201) })],
    ['an unknown claim', () => signed({ role: 'admin' })],
    ['a payload that is no object', () => signed(() => [])],
    ['a payload that is no JSON', () => signed(() => 'x')],
    ...['iss', 'aud', 'sub', 'name', 'expects', 'jti', 'iat', 'exp'].map((name) => [`one without ${name}`, () => without(name)] as const),
  ];

  test('comes in more than 25 kinds', () => expect(cases.length).toBeGreaterThan(25));

  test('gets one answer, whatever is wrong, the same as one that was used, and writes nothing', async () => {
    const used = await tokenOf();
    await opening(used);
    const before = await everything();
    const answers = new Set<string>();
    for (const [name, make] of [...cases, ['one that was used', () => used] as const]) {
      const token = await make();
      const response = await opening(token);
      const { trace: _trace, ...body } = await response.json();
      expect([name, response.status]).toEqual([name, 404]);
      answers.add(JSON.stringify([response.status, response.headers.get('set-cookie'), body]));
      expect([name, await launchToShow(new Headers(), token)]).toEqual([name, null]);
    }
    expect(answers.size).toBe(1);
    expect(await everything()).toBe(before);
  });

  test('the good one of these tests is good', async () => {
    expect((await opening(await signed())).status).toBe(200);
    expect((await opening(signedBare({ alg: 'EdDSA', typ: 'launch+jwt' }))).status).toBe(200);
  });
});

test('an id that was used is remembered as a hash', async () => {
  const jti = randomUUID();
  await opening(await signed({ jti }));
  const { rows } = await owner().query('SELECT id_hash, expires_at > now() AS open FROM used_launches ORDER BY expires_at DESC');
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(jti);
});
