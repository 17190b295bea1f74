import { Buffer } from 'node:buffer';
import { type CryptoKey, calculateJwkThumbprint, compactDecrypt, decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SealBinding, SealOrder } from './messages';
import { type Minted, recipientOf, seal } from './seal';

const binding: SealBinding = {
  connectionId: '6f0c1a52-9f3b-4f0e-9a43-0d5f6a1b2c3d',
  tenantId: '0d9e8c7b-1a2b-4c3d-8e4f-5a6b7c8d9e0f',
  appId: '11111111-2222-4333-8444-555555555555',
  attempt: '99999999-8888-4777-8666-555555555555',
  purpose: 'microsoft-defender',
};
const marker = 'MARKER~secret-of-this-test-0123456789';
const minted = (): Minted => ({
  keyId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  startsAt: new Date('2026-11-23T10:00:00Z'),
  expiresAt: new Date('2028-11-22T10:00:00Z'),
  secret: Buffer.from(marker),
});

let privateKey: CryptoKey;
let order: Pick<SealOrder, 'sealKey' | 'sealThumbprint'>;
let jwe: string;

async function newKey(crv: 'P-256' | 'P-384') {
  const pair = await generateKeyPair('ECDH-ES+A256KW', { crv, extractable: true });
  const { kty = '', x = '', y = '' } = await exportJWK(pair.publicKey);
  const sealKey = { kty, crv, x, y };
  return { privateKey: pair.privateKey, order: { sealKey, sealThumbprint: await calculateJwkThumbprint(sealKey) } };
}

const opens = (text: string, key = privateKey) =>
  compactDecrypt(text, key).then(
    () => true,
    () => false,
  );

const encoded = (header: object) => Buffer.from(JSON.stringify(header)).toString('base64url');
const withHeader = (header: object) => [encoded(header), ...jwe.split('.').slice(1)].join('.');

beforeAll(async () => {
  ({ privateKey, order } = await newKey('P-256'));
  jwe = await seal(await recipientOf(order), binding, minted());
});

describe('a sealed credential', () => {
  test('opens with the private key to the whole credential', async () => {
    const { plaintext, protectedHeader } = await compactDecrypt(jwe, privateKey);
    expect(JSON.parse(Buffer.from(plaintext).toString())).toEqual({
      tenantId: binding.tenantId,
      clientId: binding.appId,
      secretId: minted().keyId,
      secretValue: marker,
      startsAt: '2026-11-23T10:00:00.000Z',
      expiresAt: '2028-11-22T10:00:00.000Z',
    });
    expect(protectedHeader).toMatchObject({ ...binding, kid: order.sealThumbprint, keyId: minted().keyId });
  });

  test('holds no readable part of the secret', () => {
    const readable = jwe.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    for (const text of [jwe, ...readable]) expect(text).not.toContain(marker.slice(0, 8));
  });

  test('says in its protected header whose it is and how it is sealed', () => {
    expect(decodeProtectedHeader(jwe)).toMatchObject({
      alg: 'ECDH-ES+A256KW',
      enc: 'A256GCM',
      typ: 'fd-credential+jwe',
      cty: 'json',
      kid: order.sealThumbprint,
      ...binding,
      keyId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
      expiresAt: '2028-11-22T10:00:00.000Z',
    });
  });

  test('never opens with any field of its header swapped, left out or added', async () => {
    const header = decodeProtectedHeader(jwe);
    expect(withHeader(header)).toBe(jwe);
    const changed = Object.keys(header).flatMap((name) => {
      const { [name]: value, ...rest } = header as Record<string, unknown>;
      const other = typeof value === 'string' ? { [name]: `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}` } : { [name]: {} };
      return [{ ...header, ...other }, rest];
    });
    const forms = [...changed, { ...header, extra: 1 }, Object.fromEntries(Object.entries(header).reverse())];
    const opened = await Promise.all(forms.map((form) => opens(withHeader(form))));
    expect(opened).toEqual(forms.map(() => false));
    expect(forms.length).toBeGreaterThanOrEqual(2 * 14);
  });

  test('never opens with any one character changed', async () => {
    const positions = [...Array(jwe.length).keys()].filter((at) => jwe[at] !== '.' && !hasUnusedBits(at));
    const results = await Promise.all(
      positions.map((at) => opens(`${jwe.slice(0, at)}${jwe[at] === 'A' ? 'Q' : 'A'}${jwe.slice(at + 1)}`)),
    );
    expect(results.filter(Boolean)).toEqual([]);
    expect(positions.length).toBeGreaterThan(800);
  });

  test('never opens cut short or with parts exchanged', async () => {
    const other = (await seal(await recipientOf(order), { ...binding, attempt: binding.connectionId }, minted())).split('.');
    const own = jwe.split('.');
    const mixed = own.map((_, at) => own.map((part, index) => (index === at ? (other[at] ?? '') : part)).join('.'));
    const cut = [1, 2, 3, 4].map((parts) => own.slice(0, parts).join('.'));
    for (const text of [...mixed, ...cut, jwe.slice(0, -4), '']) expect(await opens(text)).toBe(false);
  });

  test('never opens with another key', async () => {
    expect(await opens(jwe, (await newKey('P-256')).privateKey)).toBe(false);
    expect(await opens(jwe, (await newKey('P-384')).privateKey)).toBe(false);
    expect(await opens(jwe)).toBe(true);
  });

  test('is different text each time for the same secret', async () => {
    expect(await seal(await recipientOf(order), binding, minted())).not.toBe(jwe);
  });

  test('may be sealed to a P-384 key', async () => {
    const strong = await newKey('P-384');
    expect(await opens(await seal(await recipientOf(strong.order), binding, minted()), strong.privateKey)).toBe(true);
  });
});

describe('the recipient', () => {
  test('is refused when its thumbprint is not the pinned one', async () => {
    const other = await newKey('P-256');
    await expect(recipientOf({ ...order, sealThumbprint: other.order.sealThumbprint })).rejects.toThrow('not the pinned one');
    await expect(recipientOf({ ...order, sealKey: other.order.sealKey })).rejects.toThrow('not the pinned one');
  });

  test('is refused when the key is no point of its curve', async () => {
    const sealKey = { ...order.sealKey, y: order.sealKey.x };
    await expect(recipientOf({ sealKey, sealThumbprint: await calculateJwkThumbprint(sealKey) })).rejects.toThrow();
  });
});

/** The last character of a base64url part may carry bits that mean nothing: changing those alone changes no byte. */
function hasUnusedBits(at: number): boolean {
  return jwe[at + 1] === '.' || at === jwe.length - 1;
}
