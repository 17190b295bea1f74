import { Buffer } from 'node:buffer';
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cloudFor } from '../domain/clouds';
import { apiKeys } from '../domain/proof';
import { buildSealer } from './bundle.test-support';
import type { CertificateOrder, SealerMessage } from './messages';
import { type FakeMicrosoft, fakeMicrosoft, json, roles } from './microsoft.test-support';
import { usualLimits } from './proof-world';
import { proveCertificate } from './run-certificate';
import type { SealerRun } from './sealer-run';
import { askSigner, isFresh } from './signer';
import { spawnSealer } from './spawn';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const thumbprint = createHash('sha256').update('a certificate').digest('hex').toUpperCase();
const named = Buffer.from(thumbprint, 'hex').toString('base64url');
const [tenantId, appId] = [randomUUID(), randomUUID()];
const audience = `https://login.practice.invalid/${tenantId}/oauth2/v2.0/token`;

interface Told {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: string;
  readonly seconds?: number;
  readonly x5t?: string;
}
const assertion = ({ iss = appId, sub = appId, aud = audience, seconds = 300, x5t = named }: Told = {}) =>
  new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'PS256', 'x5t#S256': x5t })
    .setIssuer(iss)
    .setSubject(sub)
    .setAudience(aud)
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .sign(privateKey);

let answers: ((response: ServerResponse) => void)[] = [];
const asked: { authorization: string | undefined; body: string }[] = [];
const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  if (request.url === '/token') return response.end(JSON.stringify({ access_token: 'SIGNER-TOKEN-MARKER', token_type: 'Bearer' }));
  asked.push({ authorization: request.headers.authorization, body: Buffer.concat(parts).toString() });
  return (answers.length > 1 ? answers.shift() : answers[0])?.(response);
});
const status =
  (code: number, body: unknown = {}) =>
  (response: ServerResponse) =>
    response.writeHead(code).end(JSON.stringify(body));

let microsoft: FakeMicrosoft;
let order: CertificateOrder;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  microsoft = await fakeMicrosoft();
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { kind: 'oauth', tokenUrl: `${at}/token`, clientId: 'portal', clientSecret: 'SIGNER-SECRET-MARKER', scope: null } as const;
  const cloud = cloudFor('practice', microsoft.origin);
  order = {
    kind: 'prove-certificate',
    cloud,
    tenantId,
    appId,
    thumbprint,
    wantedRoles: roles,
    signer: { url: `${at}/sign`, client },
    clockAheadMs: 0,
  };
});
afterAll(() => {
  server.close();
  microsoft.close();
});
beforeEach(() => void asked.splice(0));

describe('the signer', () => {
  test('is asked for one application, endpoint and certificate, with a token, and its assertion is taken', async () => {
    const good = await assertion();
    answers = [status(200, { assertion: good })];
    expect(await askSigner(order)).toBe(good);
    expect(asked).toEqual([
      { authorization: 'Bearer SIGNER-TOKEN-MARKER', body: JSON.stringify({ tenantId, clientId: appId, audience, thumbprint }) },
    ]);
  });

  const lies: readonly [string, Told][] = [
    ['another application', { iss: randomUUID(), sub: randomUUID() }],
    ['another subject', { sub: randomUUID() }],
    ['another tenant', { aud: audience.replace(tenantId, randomUUID()) }],
    ['another certificate', { x5t: 'AAAA' }],
  ];
  test.each(lies)('is not believed when it signs for %s', async (_, told) => {
    answers = [status(200, { assertion: await assertion(told) })];
    await expect(askSigner(order)).rejects.toMatchObject({ failure: 'mismatch' });
  });

  test.each([
    ['that has ended', -5],
    ['that lasts a whole day', 86_400],
  ])('is as good as silent with an assertion %s: nothing is wrong with what it signed', async (_, seconds) => {
    answers = [status(200, { assertion: await assertion({ seconds }) })];
    await expect(askSigner(order)).rejects.toMatchObject({ failure: 'unavailable' });
  });

  test.each([600_000, -600_000])('is judged by the database’s clock where this machine’s is %i ms off', async (clockAheadMs) => {
    const good = await assertion({ seconds: clockAheadMs / 1000 + 300 });
    answers = [status(200, { assertion: good })];
    expect(await askSigner({ ...order, clockAheadMs })).toBe(good);
    expect([isFresh(good, { ...order, clockAheadMs }), isFresh(good, { ...order, clockAheadMs: clockAheadMs + 271_000 })]).toEqual([
      true,
      false,
    ]);
  });

  test.each([
    ['refused', status(403)],
    ['refused', status(302)],
    ['unavailable', status(503)],
    ['unavailable', status(429)],
    ['unavailable', status(200, {})],
    ['unavailable', status(200, { assertion: 'no jwt' })],
    ['unavailable', (response: ServerResponse) => response.destroy()],
  ] as const)('is %s when it gives no assertion', async (failure, answer) => {
    answers = [(response) => void answer(response)];
    await expect(askSigner(order)).rejects.toMatchObject({ failure });
  });
});

describe('the proof of a certificate', () => {
  const messages: SealerMessage[] = [];
  const run = async () => {
    messages.splice(0);
    await proveCertificate({ ...order, limits: usualLimits }, { send: async (message) => void messages.push(message) });
    return messages.at(-1);
  };

  test('is the proof of a secret: three tokens, their roles, one read each, and no assertion in any message', async () => {
    const good = await assertion();
    const forms: string[] = [];
    const token = microsoft.token;
    microsoft.token = (request, response) => {
      request.on('data', (part: Buffer) => void forms.push(part.toString()));
      token(request, response);
    };
    answers = [status(200, { assertion: good })];
    const last = await run();
    expect(last).toMatchObject({ kind: 'proof', proof: { apis: [{ answer: 'works' }, { answer: 'works' }, { answer: 'works' }] } });
    expect(forms).toHaveLength(3);
    for (const form of forms) expect(new URLSearchParams(form).get('client_assertion')).toBe(good);
    expect(asked).toHaveLength(1);
    expect(JSON.stringify(messages)).not.toContain(good.split('.')[2]);
  });

  test('waits for a signer that comes back', async () => {
    answers = [status(503), status(200, { assertion: await assertion() })];
    expect(await run()).toMatchObject({ kind: 'proof', proof: { apis: [{ answer: 'works' }, {}, {}] } });
  });

  test.each([
    ['lies', 'mismatch'],
    ['refuses', 'refused'],
  ] as const)('with a signer that %s is empty, says why, and asks Microsoft nothing', async (how, failure) => {
    const before = microsoft.seen.length;
    answers = [how === 'lies' ? status(200, { assertion: await assertion({ sub: randomUUID() }) }) : status(403)];
    expect(await run()).toEqual({ kind: 'proof', proof: { at: expect.any(Date), apis: [] }, trace: [], signer: failure });
    expect([asked.length, microsoft.seen.length]).toEqual([1, before]);
  });

  test('waits while Microsoft does not know the certificate yet', async () => {
    const token = microsoft.token;
    let refusals = 2;
    microsoft.token = (request, response) => {
      refusals -= 1;
      const unknown = { error: 'invalid_client', error_description: 'AADSTS700027: x', error_codes: [700027] };
      return refusals < 0 ? token(request, response) : json(401, unknown)(request, response);
    };
    answers = [status(200, { assertion: await assertion() })];
    expect(await run()).toMatchObject({ proof: { apis: [{ answer: 'works' }, { answer: 'works' }, { answer: 'works' }] } });
  });

  describe('by sealers that relieve each other', () => {
    beforeAll(buildSealer);
    const limits = { secretMs: 500, rolesMs: 500, allMs: 1000 };
    /** Of the certificate, by so many tokens. */
    function unknownAtFirst(): void {
      const token = microsoft.token;
      let refusals = apiKeys.length;
      microsoft.token = (request, response) => {
        refusals -= 1;
        const unknown = { error: 'invalid_client', error_description: 'AADSTS700027: x', error_codes: [700027] };
        return refusals < 0 ? token(request, response) : json(401, unknown)(request, response);
      };
    }
    const answersOf = async (run: SealerRun) => (await run.proof)?.proof.apis.map(({ answer }) => answer);

    test('outlasts one that has no more time: the next asks the signer anew', async () => {
      unknownAtFirst();
      answers = [status(200, { assertion: await assertion() })];
      expect(await answersOf(spawnSealer(order, { limits }))).toEqual(['works', 'works', 'works']);
      expect(asked).toHaveLength(2);
    });

    test('outlasts a signer that is away just then', async () => {
      unknownAtFirst();
      const good = status(200, { assertion: await assertion() });
      answers = [good, status(503), status(503), status(503), status(503), good];
      expect(await answersOf(spawnSealer(order, { limits }))).toEqual(['works', 'works', 'works']);
      expect(asked).toHaveLength(6);
    });
  });
});
