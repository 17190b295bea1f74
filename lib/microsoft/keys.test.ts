import { exportJWK, generateKeyPair } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { cachedSigningKeys, signingKeys } from './key-cache';
import { fetchSigningKeys, type KeySet } from './keys';
import { cloudAt, json, type Loopback, type Reply, startLoopback } from './loopback.test-server';
import type { CallTrace } from './microsoft';

const running: Loopback[] = [];
async function authorityAt(reply: Reply) {
  const server = await startLoopback(reply);
  running.push(server);
  return { server, cloud: cloudAt(server.origin) };
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const { publicKey } = await generateKeyPair('RS256', { extractable: true });
const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', use: 'sig' };
const quiet = () => {};

describe("Microsoft's signing keys", () => {
  it('are read from the address of the cloud, with their issuer', async () => {
    const { server, cloud } = await authorityAt(
      json(200, { keys: [jwk, { ...jwk, kid: 'k2', issuer: 'https://issuer.example/{tenantid}/v2.0' }] }),
    );
    const calls: CallTrace[] = [];
    const keys = await fetchSigningKeys(cloud, (call) => calls.push(call));
    expect([...keys].map(([kid, { issuer }]) => [kid, issuer])).toEqual([
      ['k1', null],
      ['k2', 'https://issuer.example/{tenantid}/v2.0'],
    ]);
    expect(server.received.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /login/organizations/discovery/v2.0/keys']);
    expect(calls).toMatchObject([{ status: 200, clientRequestId: server.received[0]?.headers['client-request-id'] }]);
  });

  it('leave out what is no RSA signing key of 2048 bits', async () => {
    const short = 'AQAB';
    const odd = [
      { ...jwk, kid: 'a', kty: 'EC' },
      { ...jwk, kid: 'b', use: 'enc' },
      { ...jwk, kid: 'c', n: short },
      { ...jwk, kid: '' },
      'key',
      null,
    ];
    const { cloud } = await authorityAt(json(200, { keys: [...odd, jwk] }));
    expect([...(await fetchSigningKeys(cloud, quiet)).keys()]).toEqual(['k1']);
  });

  it.each([
    [json(503, {}), 'unavailable'],
    [json(200, { keys: 'none' }), 'unreadable'],
    [(response) => response.writeHead(302, { location: '/elsewhere' }).end(), 'unreadable'],
    [(response) => response.writeHead(200).end('x'.repeat(1_100_000)), 'unreadable'],
  ] satisfies [Reply, string][])('fail with the kind of the failure', async (reply, kind) => {
    const { cloud } = await authorityAt(reply);
    await expect(fetchSigningKeys(cloud, quiet)).rejects.toMatchObject({ facts: { kind } });
  });

  it('are asked for once in a process, for all sign-ins of a cloud', async () => {
    const { server, cloud } = await authorityAt(json(200, { keys: [jwk] }));
    const found = await Promise.all([1, 2, 3].map(() => signingKeys(cloud, quiet).find('k1')));
    expect(found.every((key) => key !== null)).toBe(true);
    expect(await signingKeys(cloud, quiet).find('made-up')).toBeNull();
    expect(server.received).toHaveLength(1);
  });
});

describe('the key cache', () => {
  const key = { key: publicKey, issuer: null };
  const minute = 60_000;

  function cacheOf(...answers: (KeySet | Error)[]) {
    const clock = { now: 0, fetches: 0 };
    const cache = cachedSigningKeys(
      async () => {
        const answer = answers[Math.min(clock.fetches, answers.length - 1)];
        clock.fetches += 1;
        if (answer instanceof Error || answer === undefined) throw answer;
        return answer;
      },
      () => clock.now,
    );
    return { clock, find: (kid: string) => cache.find(kid, quiet) };
  }

  it('asks again for an unknown key, once in five minutes at most', async () => {
    const { clock, find } = cacheOf(new Map([['old', key]]), new Map([['new', key]]));
    expect(await find('old')).toBe(key);
    clock.now = 4 * minute;
    expect(await find('new')).toBeNull();
    expect(clock.fetches).toBe(1);
    clock.now = 5 * minute;
    expect(await find('new')).toBe(key);
    expect(await find('old'), 'a key taken back is no longer believed').toBeNull();
    expect(clock.fetches).toBe(2);
  });

  it('forgets keys after 24 hours', async () => {
    const { clock, find } = cacheOf(new Map([['old', key]]), new Map());
    expect(await find('old')).toBe(key);
    clock.now = 24 * 60 * minute;
    expect(await find('old')).toBeNull();
    expect(clock.fetches).toBe(2);
  });

  it('keeps nothing of a failure', async () => {
    const { clock, find } = cacheOf(new Error('down'), new Map([['old', key]]));
    await expect(find('old')).rejects.toThrow('down');
    expect(await find('old')).toBe(key);
    expect(clock.fetches).toBe(2);
  });
});
