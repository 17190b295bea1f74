import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { serialize } from 'node:v8';
import { decodeProtectedHeader } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { longestProofMs } from '../domain/credential';
import { buildSealer } from './bundle.test-support';
import { startChild } from './child';
import type { SealerMessage } from './messages';
import { type FakeMicrosoft, fakeMicrosoft, json, orderFor } from './microsoft.test-support';
import { sealerLifeMs, usualLimits } from './proof-world';
import { newOpener, sealForNext } from './relay';
import { listenTo } from './sealer-child';
import { mostSealers, spawnSealer } from './spawn';

describe('a secret that is handed on', () => {
  test('is opened by the sealer it was sealed for', async () => {
    const opener = await newOpener();
    const jwe = await sealForNext(opener.key, 'attempt', Buffer.from('MARKER'));
    expect((await opener.open(jwe, 'attempt')).toString()).toBe('MARKER');
    expect(decodeProtectedHeader(jwe)).toMatchObject({ typ: 'sealer-relay+jwe', attempt: 'attempt' });
    expect(jwe).not.toContain(Buffer.from('MARKER').toString('base64url'));
  });

  test('is opened by no other, and for no other attempt', async () => {
    const [opener, other] = [await newOpener(), await newOpener()];
    const jwe = await sealForNext(opener.key, 'attempt', Buffer.from('MARKER'));
    await expect(other.open(jwe, 'attempt')).rejects.toThrow();
    await expect(opener.open(jwe, 'another')).rejects.toThrow(RangeError);
    await expect(opener.open(`${jwe.slice(0, -4)}AAAA`, 'attempt')).rejects.toThrow();
  });

  test('gives away no private key', async () => {
    expect(Object.keys((await newOpener()).key).toSorted()).toEqual(['crv', 'kty', 'x', 'y']);
  });
});

let microsoft: FakeMicrosoft;
beforeAll(buildSealer);
beforeEach(async () => {
  microsoft = await fakeMicrosoft();
});
afterEach(() => microsoft.close());

/** One round of questions and no more: what takes minutes at Microsoft takes a moment here. */
const limits = { secretMs: 500, rolesMs: 500, allMs: 1000 };
const tooNew = { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.', error_codes: [7000215] };

/** The token endpoint does not know the secret before so many questions; three APIs ask one each. */
function acceptsAfter(refusals: number): void {
  const good = microsoft.token;
  let refused = 0;
  microsoft.token = (request, response) => {
    refused += 1;
    (refused <= refusals ? json(401, tooNew) : good)(request, response);
  };
}

/** Sealers that try for a moment and no longer. */
const impatient = async () => spawnSealer((await orderFor(microsoft.origin)).order, { limits });
const asked = (what: string) => microsoft.seen.filter((path) => path.endsWith(what)).length;

describe('sealers that relieve each other', () => {
  test('prove one secret that Microsoft accepts later than the first of them tries', async () => {
    acceptsAfter(9);
    const run = await impatient();
    expect((await run.minted).kind).toBe('sealed');
    const report = await run.proof;
    expect(report?.proof.apis.map(({ answer }) => answer)).toEqual(['works', 'works', 'works']);
    expect([asked('/addPassword'), asked('/token')]).toEqual([1, 12]);
    await run.ended;
  });

  test('are five at most, and the last one says how it stands', async () => {
    acceptsAfter(1000);
    const run = await impatient();
    const report = await run.proof;
    expect(report?.proof.apis.map(({ code, tokenRoles }) => [code, tokenRoles])).toEqual(Array(3).fill(['AADSTS7000215', null]));
    // what it asked at last, with Microsoft's ids: a ticket needs them
    expect(report?.trace.map(({ code }) => code)).toEqual(Array(3).fill('AADSTS7000215'));
    await run.ended;
    expect([asked('/addPassword'), asked('/token')]).toEqual([1, 15]);
  });

  test('go on for roles, too, with the same secret', async () => {
    const good = microsoft.token;
    let given = 0;
    microsoft.token = (request, response) => {
      given += 1;
      (given <= 3 ? json(200, { token_type: 'Bearer', expires_in: 3599, access_token: 'e30.e30.' }) : good)(request, response);
    };
    const report = await await (await impatient()).proof;
    expect(report?.proof.apis.map(({ answer, tokenRoles }) => [answer, tokenRoles?.length])).toEqual(Array(3).fill(['works', 3]));
    expect([asked('/addPassword'), asked('/token')]).toEqual([1, 6]);
  });

  test('are not called for a refusal that time does not change', async () => {
    microsoft.token = json(400, { error: 'access_denied', error_description: 'AADSTS53003: Blocked.', error_codes: [53003] });
    const report = await await (await impatient()).proof;
    expect(report?.proof.apis.map(({ code }) => code)).toEqual(Array(3).fill('AADSTS53003'));
    expect(asked('/token')).toBe(3);
  });

  test('end together, and leave no proof', async () => {
    acceptsAfter(1000);
    const run = await impatient();
    await run.minted;
    await expect.poll(() => asked('/token')).toBeGreaterThan(3);
    run.end();
    expect(await run.proof).toBeNull();
    await run.ended;
  });
});

/** A sealer that is taken for the next one, and ends as soon as anything is said to it. */
function prepareMortal(): void {
  const child = spawn(process.execPath, ['-e', "process.once('message', () => process.exit(1))"], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  Object.assign(globalThis, { defenderConnectPreparedSealer: { child, since: performance.now() } });
}

describe('the process between two sealers', () => {
  test('sees the secret in no byte that passes through its hands', async () => {
    acceptsAfter(3);
    const raw: unknown[] = [];
    const sealer = () => {
      const child = startChild({});
      child.on('message', (message) => raw.push(message));
      return listenTo(child, () => undefined);
    };
    const { order } = await orderFor(microsoft.origin);
    const [first, next] = [sealer(), sealer()];
    first.tell({ ...order, limits });
    await first.said('out-of-time');
    const { cloud, binding, wantedRoles } = order;
    next.tell({ kind: 'take-over', cloud, binding, wantedRoles, limits });
    const ready = await next.said('ready');
    if (!ready) throw new Error('no key');
    first.tell({ kind: 'hand-on', key: ready.key });
    const handed = await first.said('handed-on');
    if (!handed) throw new Error('nothing was handed on');
    await first.ended;
    next.tell(handed);
    await next.ended;
    const kinds = raw.map((message) => (message as SealerMessage).kind).filter((kind) => kind !== 'progress');
    expect(kinds).toEqual(['sealed', 'out-of-time', 'ready', 'handed-on', 'proof']);
    const bytes = serialize(raw);
    for (const marker of [microsoft.secretText, microsoft.secretText.slice(7)]) {
      for (const form of [marker, Buffer.from(marker).toString('base64'), Buffer.from(marker).toString('base64url')])
        expect(bytes.includes(form)).toBe(false);
    }
  });

  test('has what was seen so far when the next one dies before the secret is with it', async () => {
    acceptsAfter(1000);
    const run = await impatient();
    await run.minted;
    prepareMortal();
    expect((await run.proof)?.proof.apis.map(({ code }) => code)).toEqual(Array(3).fill('AADSTS7000215'));
    await run.ended;
    expect(asked('/token')).toBe(3);
  });

  test('gets no secret opened that is of another attempt', async () => {
    const { order } = await orderFor(microsoft.origin);
    const next = listenTo(startChild({}), () => undefined);
    const { cloud, binding, wantedRoles } = order;
    next.tell({ kind: 'take-over', cloud, binding, wantedRoles, limits });
    const ready = await next.said('ready');
    if (!ready) throw new Error('no key');
    next.tell({ kind: 'handed-on', jwe: await sealForNext(ready.key, 'another attempt', Buffer.from('MARKER')) });
    await next.ended;
    expect(await next.said('proof')).toBeNull();
    expect(microsoft.seen).toEqual([]);
  });

  test('knows that all of them have ended when a proof is given up', () => {
    expect(mostSealers * sealerLifeMs).toBeLessThanOrEqual(longestProofMs);
    expect(usualLimits.allMs).toBeLessThan(sealerLifeMs);
  });
});
