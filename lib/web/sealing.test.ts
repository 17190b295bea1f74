import { CompactEncrypt } from 'jose';
import { describe, expect, test, vi } from 'vitest';
import { sessionKey } from '../../scripts/lib/keys.mjs';

const [oldest, older, newest] = [sessionKey(), sessionKey(), sessionKey()];

/** The module with these session keys, newest first. */
async function sealingWith(...keys: string[]) {
  vi.resetModules();
  process.env['SESSION_KEYS'] = keys.join(',');
  return import('./sealing');
}

describe('a sealed text', () => {
  test('opens with the key, the purpose and the browser’s secret it was sealed with', async () => {
    const { seal, open } = await sealingWith(newest);
    for (const text of ['', 'token', 'ÜÑ\u2028\u0000😀', 'x'.repeat(10_000)]) {
      expect(await open('delegated-token', 'secret', await seal('delegated-token', 'secret', text))).toBe(text);
    }
  });

  test('opens with no other purpose and no other secret', async () => {
    const { seal, open } = await sealingWith(newest);
    const sealed = await seal('delegated-token', 'secret', 'token');
    expect(await open('sign-in-flow', 'secret', sealed)).toBeNull();
    for (const secret of ['', 'secre', 'Secret', 'secret ']) expect(await open('delegated-token', secret, sealed)).toBeNull();
  });

  test('opens with no other key', async () => {
    const sealed = await (await sealingWith(newest)).seal('delegated-token', 's', 'token');
    expect(await (await sealingWith(older)).open('delegated-token', 's', sealed)).toBeNull();
  });

  test('opens after a rotation as long as its key is on the list, and new ones are sealed with the newest', async () => {
    const sealed = await (await sealingWith(oldest)).seal('delegated-token', 's', 'token');
    const rotated = await sealingWith(newest, older, oldest);
    expect(await rotated.open('delegated-token', 's', sealed)).toBe('token');
    const anew = await rotated.seal('delegated-token', 's', 'token');
    expect(await (await sealingWith(newest)).open('delegated-token', 's', anew)).toBe('token');
    expect(await (await sealingWith(older, oldest)).open('delegated-token', 's', anew)).toBeNull();
  });

  test('is different each time and shows nothing of the text', async () => {
    const { seal } = await sealingWith(newest);
    const all = await Promise.all(Array.from({ length: 50 }, () => seal('delegated-token', 's', 'MARKER-TEXT')));
    expect(new Set(all).size).toBe(50);
    expect(all.join()).not.toContain(Buffer.from('MARKER-TEXT').toString('base64url').slice(0, 12));
  });

  test('with any single character changed does not open', async () => {
    const { seal, open } = await sealingWith(newest);
    const sealed = await seal('sign-in-flow', '', 'text of a flow');
    const opened: number[] = [];
    for (let index = 0; index < sealed.length; index += 1) {
      const other = sealed[index] === 'A' ? 'Q' : 'A';
      if (await open('sign-in-flow', '', sealed.slice(0, index) + other + sealed.slice(index + 1))) opened.push(index);
    }
    expect(opened).toEqual([]);
  });

  test.each(['', '.', '....', 'x', 'null', '{}', 'a.b.c.d.e', 'é', '\u0000'])('that is none is null, not an error: %j', async (text) => {
    const { open } = await sealingWith(newest);
    expect(await open('sign-in-flow', '', text)).toBeNull();
  });

  test('made with another algorithm, by somebody without the key, does not open', async () => {
    const { open } = await sealingWith(newest);
    const encrypt = (alg: string, enc: string, key: Uint8Array) =>
      new CompactEncrypt(new TextEncoder().encode('x')).setProtectedHeader({ alg, enc }).encrypt(key);
    const forged = [
      await encrypt('dir', 'A256GCM', new Uint8Array(32)),
      await encrypt('dir', 'A128CBC-HS256', new Uint8Array(32)),
      await encrypt('A256KW', 'A256GCM', new Uint8Array(32)),
    ];
    for (const text of forged) expect(await open('sign-in-flow', '', text)).toBeNull();
  });
});

describe('a random token', () => {
  test('has 256 bits, in base64url, never twice', async () => {
    const { randomToken } = await sealingWith(newest);
    const tokens = Array.from({ length: 1000 }, randomToken);
    expect(new Set(tokens).size).toBe(1000);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
  });

  test('is stored as its SHA-256', async () => {
    const { hashOf } = await sealingWith(newest);
    expect(hashOf('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });
});
