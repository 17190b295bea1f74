import { describe, expect, test, vi } from 'vitest';

/** The module as it is behind so many proxies: the configuration is read once. */
async function addressBehind(hops: number, forwarded: string | null) {
  vi.resetModules();
  process.env['TRUSTED_PROXY_HOPS'] = String(hops);
  const { clientAddress } = await import('./client-address');
  return clientAddress(new Headers(forwarded === null ? {} : { 'x-forwarded-for': forwarded }));
}

describe('the address that a limit counts by', () => {
  const cases: readonly [number, string | null, string][] = [
    [1, '203.0.113.7', '203.0.113.7'],
    [1, '10.0.0.1, 203.0.113.7', '203.0.113.7'],
    [2, '198.51.100.1, 203.0.113.7, 10.0.0.1', '203.0.113.7'],
    [1, '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    [1, '2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    [1, '2001:db8::1', '2001:db8:0:0::/64'],
    [1, '::1', '0:0:0:0::/64'],
    [1, '203.0.113.7:50123', '203.0.113.7'],
    [1, '::ffff:203.0.113.7', '203.0.113.7'],
    [1, '[::FFFF:203.0.113.7]:443', '203.0.113.7'],
    [1, '[2001:db8:1:2:3:4:5:6]:50123', '2001:db8:1:2::/64'],
    [1, '[2001:db8:1:2::7]', '2001:db8:1:2::/64'],
  ];
  test.each(cases)('with %i proxies and %j is %s', async (hops, forwarded, address) => {
    expect(await addressBehind(hops, forwarded)).toBe(address);
  });

  test.each([
    [0, '203.0.113.7'],
    [1, null],
    [1, ''],
    [1, 'evil'],
    [1, '203.0.113.7, unknown'],
    [1, '203.0.113.7:'],
    [1, '::ffff:999.0.113.7'],
    [1, '[203.0.113.7'],
    [3, '203.0.113.7'],
  ] as const)('is one for all where nothing proves it: %i proxies, %j', async (hops, forwarded) => {
    expect(await addressBehind(hops, forwarded)).toBe('direct');
  });
});
