import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { IngestSettings, ServiceClient } from '../env-ingest';
import { certificateFor } from './certificate.test-support';
import { sealedCredential, secretStoreContract } from './contract.test-suite';
import { serveHosts } from './hosts.test-support';
import { httpsStore } from './https';
import { httpsWorld } from './https-world.test-support';
import type { Fault, Reply } from './loopback.test-support';
import { timeLimitMs } from './within-time';

const markers = ['INGEST-CLIENT-SECRET-MARKER', 'INGEST-TOKEN-MARKER', 'SIGNING-KEY-MARKER'];
const nowhere = (settings: IngestSettings) => httpsStore({ ...settings, url: new URL('https://nowhere.example.com/') });

describe('the https store with an OAuth client', () => {
  const world = httpsWorld('oauth');
  const { seen, seenTokens, settings, held, ingest } = world;
  const kept = httpsStore(settings);
  let end: () => Promise<void>;
  beforeAll(async () => {
    end = await world.serve();
  });
  afterAll(() => end());
  afterEach(() => {
    for (const { journal, faults } of [seen, seenTokens]) [journal.length, faults.length] = [0, 0];
  });
  const withClient = (change: Partial<ServiceClient>) =>
    httpsStore({ ...settings, client: { ...settings.client, ...change } as ServiceClient });

  secretStoreContract({ store: () => kept, held, unreachable: () => nowhere(settings), tells: true, markers });

  test('sends the facts and the sealed text, signed, under the attempt', async () => {
    const credential = sealedCredential();
    const { receipt } = await kept.put(credential);
    const [asked] = seen.journal;
    const { startsAt, expiresAt, ...rest } = credential;
    const data = { ...rest, startsAt: '2026-11-23T10:00:00.123Z', expiresAt: '2028-11-22T10:00:00.123Z' };
    expect(asked).toMatchObject({ method: 'POST', host: 'ingest.example.com', path: '/v1/credentials' });
    expect(JSON.parse(asked?.body ?? '')).toEqual({ type: 'credential.sealed', data });
    expect(asked?.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': `"${credential.attempt}"`,
      'webhook-id': credential.attempt,
      'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=$/),
    });
    expect(receipt).toBe(`https:${ingest.records.get(credential.attempt)?.id}`);
  });

  test('sends the same bytes when it puts again', async () => {
    const credential = sealedCredential();
    await kept.put(credential);
    await kept.put(credential);
    expect(new Set(seen.journal.map(({ body }) => body)).size).toBe(1);
  });

  test('another sealed text under the same attempt is a mismatch', async () => {
    const credential = sealedCredential();
    await kept.put(credential);
    await expect(kept.put({ ...credential, jwe: sealedCredential().jwe })).rejects.toMatchObject({ kind: 'mismatch' });
    expect(await held(credential.attempt)).toEqual([credential.jwe]);
  });

  test('asks for a token once and keeps it, and asks again when it is no longer taken', async () => {
    const store = httpsStore(settings);
    await store.put(sealedCredential());
    await store.put(sealedCredential());
    expect(seenTokens.journal).toHaveLength(1);
    ingest.tokens.delete(seen.journal.at(-1)?.headers.authorization?.replace('Bearer ', '') ?? '');
    const credential = sealedCredential();
    await expect(store.put(credential)).rejects.toMatchObject({ kind: 'unavailable' });
    await store.put(credential);
    expect(seenTokens.journal).toHaveLength(2);
    expect(await held(credential.attempt)).toEqual([credential.jwe]);
  });

  test('asks for another token a minute before one ends', async () => {
    const store = httpsStore(settings);
    seenTokens.faults.push(tokenReply({ expires_in: 60 }));
    ingest.tokens.add('short');
    await store.put(sealedCredential());
    await store.put(sealedCredential());
    expect(seenTokens.journal).toHaveLength(2);
  });

  const tokenReply = (change: object): Reply => ({ status: 200, body: { access_token: 'short', token_type: 'Bearer', ...change } });
  const passing: readonly (readonly [string, Fault])[] = [
    ['the request is lost', 'request lost'],
    ['the reply is lost', 'reply lost'],
    ['the reply breaks off', 'half a reply'],
    ['the reply has no end', 'huge reply'],
    ['the answer cannot be read', { status: 201, body: 'no json SEALED-TEXT-MARKER' }],
    ['the answer has no id', { status: 200, body: {} }],
    ['the id is no name', { status: 200, body: { id: 'a b\n' } }],
    ...[202, 204, 408, 409, 425, 429, 500, 502, 503, 504].map((status) => [`the answer is ${status}`, { status }] as const),
  ];
  test.each(passing)('is unavailable when %s, tries once, and the next put leaves one record', async (_name, fault) => {
    const credential = sealedCredential();
    seen.faults.push(fault);
    const error = await kept.put(credential).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'unavailable' });
    expect(String((error as Error).cause)).not.toContain('MARKER');
    expect(seen.journal).toHaveLength(1);
    await kept.put(credential);
    expect(await held(credential.attempt)).toEqual([credential.jwe]);
  });

  test.each([400, 403, 404, 405, 413, 415, 301, 302, 307, 308])(
    'is refused when the answer is %i, and goes nowhere else',
    async (status) => {
      seen.faults.push({ status, headers: { Location: 'https://login.example.com/elsewhere' } });
      const refused = { kind: 'refused', cause: { message: `the ingest answered ${status}` } };
      await expect(kept.put(sealedCredential())).rejects.toMatchObject(refused);
      expect([...seen.journal, ...seenTokens.journal]).toHaveLength(1);
    },
  );

  test('is refused when a token just asked for is not taken', async () => {
    seen.faults.push({ status: 401 });
    await expect(httpsStore(settings).put(sealedCredential())).rejects.toMatchObject({ kind: 'refused' });
  });

  test('is refused when the client secret is wrong, and sends no sealed text', async () => {
    const store = withClient({ clientSecret: 'another-secret-of-the-client' });
    await expect(store.put(sealedCredential())).rejects.toMatchObject({
      kind: 'refused',
      cause: { message: /token endpoint answered 401/ },
    });
    expect(seen.journal).toEqual([]);
  });

  const noToken: readonly (readonly [string, Fault])[] = [
    ['is lost', 'request lost'],
    ['is 429', { status: 429 }],
    ['is 503', { status: 503 }],
    ['cannot be read', { status: 200, body: 'no json' }],
    ['holds no token', { status: 200, body: { token_type: 'Bearer' } }],
    ['holds another kind of token', tokenReply({ token_type: 'mac' })],
    ['holds a token that is more than one line', tokenReply({ access_token: 'a\r\nb' })],
  ];
  test.each(noToken)('is unavailable when the answer of the token endpoint %s', async (_name, fault) => {
    seenTokens.faults.push(fault);
    await expect(httpsStore(settings).put(sealedCredential())).rejects.toMatchObject({ kind: 'unavailable' });
    expect(seen.journal).toEqual([]);
  });

  test('is refused by a receiver that knows none of its signing keys', async () => {
    const unknown = httpsStore({ ...settings, signingKeys: settings.signingKeys.slice(0, 1) });
    await expect(unknown.put(sealedCredential())).rejects.toMatchObject({ kind: 'refused', cause: { message: /400/ } });
  });

  test('is unavailable when the answer does not come in time', async () => {
    await kept.put(sealedCredential());
    const silent = new Promise<void>((resolve) => {
      seen.onSilence = resolve;
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    seen.faults.push('no reply');
    const failing = expect(kept.put(sealedCredential())).rejects.toMatchObject({ kind: 'unavailable', cause: { message: /within 10 s/ } });
    await silent;
    await vi.advanceTimersByTimeAsync(timeLimitMs);
    vi.useRealTimers();
    await failing;
  });
});

describe('the https store with a client certificate', () => {
  const world = httpsWorld('certificate');
  const { settings, held, seen, seenTokens } = world;
  let end: () => Promise<void>;
  beforeAll(async () => {
    end = await world.serve();
  });
  afterAll(() => end());

  secretStoreContract({ store: () => httpsStore(settings), held, unreachable: () => nowhere(settings), tells: true, markers });

  test('brings the certificate and no token', async () => {
    seen.journal.length = 0;
    await httpsStore(settings).put(sealedCredential());
    expect(seen.journal[0]?.clientCertificate).toMatch(/^[0-9A-F:]{95}$/);
    expect(seen.journal[0]?.headers.authorization).toBeUndefined();
    expect(seenTokens.journal).toEqual([]);
  });

  test('is refused with another certificate', async () => {
    const { cert, key } = certificateFor('somebody else');
    const certificate = { certificatePem: cert, privateKeyPem: key, thumbprintSha256: '' };
    const other = httpsStore({ ...settings, client: { kind: 'certificate', certificate } });
    await expect(other.put(sealedCredential())).rejects.toMatchObject({ kind: 'refused' });
  });
});

test('plain http goes to this machine, where the configuration allows it', async () => {
  const world = httpsWorld('oauth');
  const listeners = [world.listeners.ingest, world.listeners.token].map((listener) => createServer(listener));
  const urls = await Promise.all(
    listeners.map(async (server) => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return new URL(`http://localhost:${(server.address() as AddressInfo).port}/`);
    }),
  );
  const [url = world.settings.url, tokenUrl = url] = urls;
  const client = { ...world.settings.client, tokenUrl } as ServiceClient;
  const credential = sealedCredential();
  await httpsStore({ ...world.settings, url, client }).put(credential);
  expect(await world.held(credential.attempt)).toEqual([credential.jwe]);
  for (const server of listeners) server.close();
});

test('a server whose certificate is for another name gets nothing', async () => {
  const world = httpsWorld('certificate');
  let requests = 0;
  const end = await serveHosts(['other.example.com'], () => void requests++, { as: ['ingest.example.com'] });
  await expect(httpsStore(world.settings).put(sealedCredential())).rejects.toMatchObject({
    kind: 'unavailable',
    cause: { message: expect.stringMatching(/does not match certificate/) },
  });
  expect(requests).toBe(0);
  await end();
});
