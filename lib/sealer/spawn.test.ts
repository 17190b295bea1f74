import { Buffer } from 'node:buffer';
import type { ChildProcess } from 'node:child_process';
import { serialize } from 'node:v8';
import { compactDecrypt } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildSealer } from './bundle.test-support';
import { type Behavior, type FakeMicrosoft, fakeMicrosoft, json, orderFor, reset, roles, stall } from './microsoft.test-support';
import { prepareSealer, takePrepared } from './prepared';
import { spawnSealer } from './spawn';

let microsoft: FakeMicrosoft;

beforeAll(buildSealer);
beforeEach(async () => {
  microsoft = await fakeMicrosoft();
});
afterEach(() => microsoft.close());

describe('a sealer', () => {
  test('makes one secret, hands over sealed text alone, and proves it', async () => {
    const { order, privateKey } = await orderFor(microsoft.origin);
    const run = spawnSealer(order);
    const minted = await run.minted;
    if (minted.kind !== 'sealed') throw new Error(JSON.stringify(minted));
    expect(minted).toMatchObject({ keyId: microsoft.keyId, startsAt: order.startsAt, expiresAt: order.expiresAt });
    expect(minted.trace).toMatchObject([{ purpose: 'Create the client secret', status: 200 }]);
    const { plaintext } = await compactDecrypt(minted.jwe, privateKey);
    expect(JSON.parse(Buffer.from(plaintext).toString())).toMatchObject({
      tenantId: order.binding.tenantId,
      clientId: order.binding.appId,
      secretId: microsoft.keyId,
      secretValue: microsoft.secretText,
    });
    const report = await run.proof;
    expect(report?.proof.apis.map(({ api, answer, tokenRoles }) => [api, answer, tokenRoles?.length])).toEqual([
      ['threat-protection', 'works', 3],
      ['graph', 'works', 3],
      ['endpoint', 'works', 3],
    ]);
    expect(report?.trace).toHaveLength(6);
    await run.ended;
    expect(microsoft.seen.filter((path) => path.endsWith('/addPassword'))).toEqual([
      `/graph/v1.0/applications/${order.applicationObjectId}/addPassword`,
    ]);
    expect(microsoft.seen).toHaveLength(7);
  });

  test('puts neither secret nor token into anything that the web process is given', async () => {
    const { order } = await orderFor(microsoft.origin);
    const run = spawnSealer(order);
    const bytes = serialize([await run.minted, await run.proof, run.progress()]);
    const accessToken = order.delegatedToken.split('.')[1] ?? '';
    for (const marker of [microsoft.secretText, microsoft.secretText.slice(7), accessToken, 'DELEGATED-MARKER']) {
      for (const encoding of ['utf8', 'utf16le', 'base64', 'hex'] as const) {
        const form = encoding === 'utf16le' ? Buffer.from(marker, 'utf16le') : Buffer.from(Buffer.from(marker).toString(encoding));
        expect(bytes.includes(form)).toBe(false);
      }
    }
    await run.ended;
  });

  test('says what it waits for while Microsoft does not know the secret yet', async () => {
    const good = microsoft.token;
    let refused = 0;
    microsoft.token = (request, response) => {
      const tooNew = {
        error: 'invalid_client',
        error_description: 'AADSTS7000215: Invalid client secret provided.',
        error_codes: [7000215],
      };
      if (refused < 3) json(401, tooNew)(request, response);
      else good(request, response);
      refused += 1;
    };
    const { order } = await orderFor(microsoft.origin);
    const run = spawnSealer(order);
    await run.minted;
    await expect.poll(() => run.progress()?.waitingFor).toBe('secret');
    expect((await run.proof)?.proof.apis.map(({ answer }) => answer)).toEqual(['works', 'works', 'works']);
    expect(run.progress()).toBeNull();
    expect(microsoft.seen.filter((path) => path.endsWith('/addPassword'))).toHaveLength(1);
  });

  test('asks nothing of an API of which nothing is wanted', async () => {
    const { order } = await orderFor(microsoft.origin);
    const run = spawnSealer({ ...order, wantedRoles: { ...roles, endpoint: [] } });
    expect((await run.proof)?.proof.apis.map(({ api }) => api)).toEqual(['threat-protection', 'graph']);
  });

  test('that was prepared takes an order once', async () => {
    prepareSealer();
    const first = await orderFor(microsoft.origin);
    expect((await spawnSealer(first.order).minted).kind).toBe('sealed');
    expect(takePrepared()).toBeNull();
    const second = await orderFor(microsoft.origin);
    expect((await spawnSealer(second.order).minted).kind).toBe('sealed');
  });

  test('waits alone, however often one is prepared', () => {
    for (let times = 0; times < 10; times += 1) prepareSealer();
    const [first, second] = [takePrepared(), takePrepared()];
    first?.kill();
    expect([first !== null, second]).toEqual([true, null]);
  });

  test('that died while it waited is not given an order', async () => {
    prepareSealer();
    const waiting = (globalThis as { defenderConnectPreparedSealer?: { child: ChildProcess } }).defenderConnectPreparedSealer?.child;
    waiting?.kill('SIGKILL');
    await new Promise((resolve) => waiting?.once('exit', resolve));
    expect((await spawnSealer((await orderFor(microsoft.origin)).order).minted).kind).toBe('sealed');
  });
});

describe('an outcome', () => {
  const unknown: readonly [string, Behavior][] = [
    ['the connection breaks', reset],
    [
      'the answer is cut',
      (request, response) => {
        response.writeHead(200, { 'content-length': '500' });
        response.write('{"keyId":', () => request.socket.destroy());
      },
    ],
    ['the answer is no JSON', (_, response) => response.writeHead(200).end('<html>')],
    ['the answer lacks the value', json(200, { keyId: '99999999-8888-4777-8666-555555555555', secretText: null })],
    ['the answer is empty', (_, response) => response.writeHead(204).end()],
    ['Microsoft answers 500', json(500, { error: { code: 'InternalServerError', message: 'x' } })],
    ['Microsoft answers 504', json(504, {})],
  ];
  test.each(unknown)('is unknown when %s', async (_, behavior) => {
    microsoft.addPassword = behavior;
    const run = spawnSealer((await orderFor(microsoft.origin)).order);
    expect(await run.minted).toMatchObject({ kind: 'mint-failed', error: { kind: 'lost' } });
    expect(await run.proof).toBeNull();
    expect(microsoft.seen).toHaveLength(1);
  });

  test('is unknown when the sealer is killed before it reports', async () => {
    microsoft.addPassword = stall;
    const run = spawnSealer((await orderFor(microsoft.origin)).order);
    await expect.poll(() => microsoft.seen.length).toBe(1);
    run.end();
    expect(await run.minted).toMatchObject({ kind: 'mint-failed', error: { kind: 'lost' } });
    expect(await run.proof).toBeNull();
    await run.ended;
  });

  test('is known and unproved when the sealer is killed after it reported', async () => {
    microsoft.token = stall;
    const run = spawnSealer((await orderFor(microsoft.origin)).order);
    expect((await run.minted).kind).toBe('sealed');
    run.end();
    expect(await run.proof).toBeNull();
    await run.ended;
  });

  const refused: readonly [string, Behavior, object][] = [
    [
      'lacking rights',
      json(403, { error: { code: 'Authorization_RequestDenied', message: 'x' } }),
      { kind: 'denied', code: 'Authorization_RequestDenied' },
    ],
    [
      'a policy',
      json(400, { error: { code: 'CredentialInvalidLifetimeAsPerAppPolicy', message: 'x' } }),
      { kind: 'invalid', code: 'CredentialInvalidLifetimeAsPerAppPolicy' },
    ],
    ['a missing application', json(404, { error: { code: 'Request_ResourceNotFound', message: 'x' } }), { kind: 'not-found' }],
    ['throttling', json(429, {}), { kind: 'throttled' }],
  ];
  test.each(refused)('is a refusal for %s, and nothing is tried again', async (_, behavior, error) => {
    microsoft.addPassword = behavior;
    const run = spawnSealer((await orderFor(microsoft.origin)).order);
    expect(await run.minted).toMatchObject({ kind: 'mint-failed', error, trace: [{ purpose: 'Create the client secret' }] });
    expect(microsoft.seen).toHaveLength(1);
  });

  test('is a refusal and nothing is sent when the key is not the pinned one', async () => {
    const { order } = await orderFor(microsoft.origin);
    const run = spawnSealer({ ...order, sealThumbprint: (await orderFor(microsoft.origin)).order.sealThumbprint });
    expect(await run.minted).toMatchObject({ kind: 'mint-failed', error: { kind: 'invalid', code: 'seal-key-refused' } });
    expect(microsoft.seen).toEqual([]);
  });

  test('is a refusal and nothing is sent when the order comes too late', async () => {
    const { order } = await orderFor(microsoft.origin);
    const run = spawnSealer({ ...order, notAfter: new Date(Date.now() - 1) });
    expect(await run.minted).toMatchObject({ kind: 'mint-failed', error: { kind: 'invalid', code: 'too-late', status: null } });
    expect(await run.proof).toBeNull();
    expect(microsoft.seen).toEqual([]);
  });

  test('is a refusal and nothing is sent when the token is of another tenant', async () => {
    const { order } = await orderFor(microsoft.origin);
    const run = spawnSealer({ ...order, delegatedToken: (await orderFor(microsoft.origin)).order.delegatedToken });
    expect(await run.minted).toMatchObject({ kind: 'mint-failed', error: { kind: 'invalid', code: 'token-of-another-tenant' } });
    expect(microsoft.seen).toEqual([]);
  });

  test('is that Microsoft cannot be reached when nobody listens', async () => {
    const { order } = await orderFor(microsoft.origin);
    microsoft.close();
    expect(await spawnSealer(order).minted).toMatchObject({ kind: 'mint-failed', error: { kind: 'unreachable' } });
  });
});
