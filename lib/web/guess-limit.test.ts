import { describe, expect, test } from 'vitest';
import { spend } from '../data/limits';
import { everything, owner } from '../data/owned.test-data';
import { linkToOpen, linkToShow } from './approval-link';
import { underGuessLimit, wrongLinks } from './guess-limit';
import { linkAddress, linkTokenHash, newLinkToken } from './link-token';
import { origin, withPortal } from './portal.test-data';

process.env['TRUSTED_PROXY_HOPS'] = '1';
withPortal();

const from = (address: string) => new Headers({ 'x-forwarded-for': address });
const wrong = () => Promise.resolve(null);
const right = () => Promise.resolve('found');

describe('a guess', () => {
  test('that is right is not counted and writes nothing', async () => {
    const before = await everything();
    for (let times = 0; times < 3; times += 1) expect(await underGuessLimit(from('203.0.113.1'), 'here', right)).toBe('found');
    expect(await everything()).toBe(before);
  });

  test('gets the same answer 10,000 times; the lookups end with the limit, and with them the right one from that address', async () => {
    let lookUps = 0;
    const counted = () => {
      lookUps += 1;
      return wrong();
    };
    for (let times = 0; times < 10_000; times += 1) expect(await underGuessLimit(from('203.0.113.2'), 'here', counted)).toBeNull();
    expect(lookUps).toBe(wrongLinks.most);
    expect(await underGuessLimit(from('203.0.113.2'), 'here', right)).toBeNull();
    expect(await underGuessLimit(from('203.0.113.3'), 'here', right)).toBe('found');
  });

  test('of somebody without a proved address closes nobody’s good link, and is not written down', async () => {
    const before = await everything();
    for (let times = 0; times <= wrongLinks.most; times += 1) expect(await underGuessLimit(new Headers(), 'here', wrong)).toBeNull();
    expect(await underGuessLimit(new Headers(), 'here', right)).toBe('found');
    expect(await everything()).toBe(before);
  });

  test('at a page is counted without a row: an anonymous read writes nothing', async () => {
    const before = await everything();
    for (let times = 0; times <= wrongLinks.most; times += 1) await underGuessLimit(from('203.0.113.5'), 'here', wrong);
    expect(await underGuessLimit(from('203.0.113.5'), 'here', right)).toBeNull();
    expect(await everything()).toBe(before);
  });

  test('at a press counts over all instances: what another one has written is obeyed here', async () => {
    for (let times = 0; times < wrongLinks.most; times += 1) await underGuessLimit(from('203.0.113.4'), 'everywhere', wrong);
    const { rows } = await owner().query('SELECT max(uses)::int AS uses FROM limits');
    expect(rows).toEqual([{ uses: wrongLinks.most }]);
    expect(await underGuessLimit(from('203.0.113.4'), 'everywhere', right)).toBeNull();
    for (let times = 0; times < wrongLinks.most; times += 1) await spend(wrongLinks, '203.0.113.6');
    for (const counted of ['here', 'everywhere'] as const) expect(await underGuessLimit(from('203.0.113.6'), counted, right)).toBeNull();
  });
});

describe('a page opened by a wrong link', () => {
  test('writes nothing, and the exchange of the same one is counted', async () => {
    const { token } = newLinkToken();
    const before = await everything();
    expect(await linkToShow(from('203.0.113.8'), token)).toBeNull();
    expect(await everything()).toBe(before);
    expect(await linkToOpen(from('203.0.113.8'), token)).toBeNull();
    expect(await everything()).not.toBe(before);
  });
});

describe('a token', () => {
  test('has 256 bits, is new each time, and is stored as its hash', () => {
    const [one, other] = [newLinkToken(), newLinkToken()];
    expect(one.token).toMatch(/^[\w-]{43}$/);
    expect(one.token).not.toBe(other.token);
    expect(linkTokenHash(one.token)).toBe(one.tokenHash);
    expect(one.tokenHash).not.toContain(one.token);
  });

  test.each(['', 'x', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}\u0000`, `${'a'.repeat(42)}/`, '__proto__'])(
    'that none of ours can be is not asked about: %j',
    (text) => expect(linkTokenHash(text)).toBeNull(),
  );

  test('goes into an address of the configured origin', () => {
    const { token } = newLinkToken();
    expect(linkAddress('approve', token)).toBe(`${origin}/approve/${token}`);
  });
});
