import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PortalError } from '../error';
import { type GraphRequest, graphRequest } from './http';
import { callerAt, cloudAt, json, type Loopback, type Reply, startLoopback, unsignedToken } from './loopback.test-server';
import { MicrosoftError } from './microsoft-error';

const get: GraphRequest = { purpose: 'Read a thing', method: 'GET', path: '/things/1' };
const post: GraphRequest = { purpose: 'Make a thing', method: 'POST', path: '/things', body: { name: 'a' } };
const Thing = z.object({ name: z.string() });

const running: Loopback[] = [];
async function graphAt(reply: Reply) {
  const server = await startLoopback(reply);
  running.push(server);
  return { server, caller: callerAt(cloudAt(server.origin)) };
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const failureOf = async (request: Promise<unknown>): Promise<unknown> =>
  request.then(
    () => null,
    (error: unknown) => error,
  );
async function factsOf(request: Promise<unknown>) {
  const error = await failureOf(request);
  if (!(error instanceof MicrosoftError)) throw new Error('expected a MicrosoftError', { cause: error });
  return error.facts;
}
const graphError = (code: string, message = '') => ({ error: { code, message } });

describe('a request that Graph answers', () => {
  it('goes to the address of the cloud with token and request id, and the answer is parsed', async () => {
    const { server, caller } = await graphAt(json(200, { name: 'a', more: 1 }, { 'request-id': 'r-1' }));
    const answer = await graphRequest(caller, { ...get, path: "/things(name='a')?$select=name&$filter=x%20eq%20'y'" }, Thing);
    expect(answer).toMatchObject({ status: 200, body: { name: 'a' }, requestId: 'r-1' });
    const [sent] = server.received;
    expect(sent?.url).toBe("/graph/v1.0/things(name='a')?$select=name&$filter=x%20eq%20%27y%27");
    expect(sent?.headers.authorization).toBe(`Bearer ${caller.accessToken}`);
    expect(sent?.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(caller.calls).toEqual([
      {
        purpose: 'Read a thing',
        at: expect.any(Date),
        durationMs: expect.any(Number),
        status: 200,
        requestId: 'r-1',
        clientRequestId: sent?.headers['client-request-id'],
        code: null,
      },
    ]);
  });

  it('reaches a Graph address without a path prefix', async () => {
    const { server, caller } = await graphAt(json(200, { name: 'a' }));
    const cloud = { ...caller.cloud, graph: { ...caller.cloud.graph, baseUrl: server.origin } };
    await graphRequest({ ...caller, cloud }, get, Thing);
    expect(server.received[0]?.url).toBe('/v1.0/things/1');
  });

  it('sends body and headers of a write, and takes 204 for no body', async () => {
    const { server, caller } = await graphAt((response) => response.writeHead(204).end());
    const patch: GraphRequest = {
      purpose: 'Change',
      method: 'PATCH',
      path: '/things/1',
      headers: { prefer: 'create-if-missing' },
      body: { a: 1 },
    };
    expect((await graphRequest(caller, patch, Thing)).body).toBeNull();
    expect(server.received[0]).toMatchObject({ method: 'PATCH', body: '{"a":1}' });
    expect(server.received[0]?.headers).toMatchObject({ prefer: 'create-if-missing', 'content-type': 'application/json' });
  });
});

describe('a request that Graph refuses', () => {
  it.each([
    [400, graphError('Request_BadRequest'), 'invalid', 'Request_BadRequest'],
    [
      400,
      graphError('Request_BadRequest', 'ServiceManagementReference field is required for Update.'),
      'invalid',
      'ServiceManagementReferenceRequired',
    ],
    [
      400,
      graphError('Request_BadRequest', "The appId 'x' does not reference a valid application object."),
      'invalid',
      'NoBackingApplicationObject',
    ],
    [400, graphError('Request_MultipleObjectsWithSameKeyValue'), 'conflict', 'Request_MultipleObjectsWithSameKeyValue'],
    [400, graphError('Request_BadRequest', 'A conflicting object with one or more of the values exists.'), 'conflict', 'ObjectConflict'],
    [400, graphError('Request_BadRequest', 'No password credential found with keyId.'), 'not-found', 'PasswordNotFound'],
    [401, graphError('InvalidAuthenticationToken'), 'unauthenticated', 'InvalidAuthenticationToken'],
    [403, graphError('Authorization_RequestDenied'), 'denied', 'Authorization_RequestDenied'],
    [403, graphError('Directory_QuotaExceeded'), 'denied', 'Directory_QuotaExceeded'],
    [404, graphError('Request_ResourceNotFound'), 'not-found', 'Request_ResourceNotFound'],
    [409, graphError('Directory_ConcurrencyViolation'), 'conflict', 'Directory_ConcurrencyViolation'],
    [410, 'gone', 'not-found', null],
    [412, {}, 'conflict', null],
    [429, graphError('TooManyRequests'), 'throttled', 'TooManyRequests'],
    [500, graphError('generalException'), 'unavailable', 'generalException'],
    [502, '<html>', 'unavailable', null],
    [503, graphError('serviceNotAvailable'), 'unavailable', 'serviceNotAvailable'],
    [504, {}, 'unavailable', null],
  ])('%i %j is %s with the code %s', async (status, body, kind, code) => {
    const { server, caller } = await graphAt(json(status, body, { 'request-id': 'r-2' }));
    expect(await factsOf(graphRequest(caller, get, Thing))).toMatchObject({
      kind,
      status,
      code,
      requestId: 'r-2',
      purpose: 'Read a thing',
    });
    expect(server.received, 'never repeated').toHaveLength(1);
    // people are told Graph's code, whatever we call the refusal
    const told = typeof body === 'object' && 'error' in body ? body.error.code : null;
    expect(caller.calls).toMatchObject([{ status, code: told, requestId: 'r-2' }]);
  });

  it('keeps the innermost code', async () => {
    const error = {
      code: 'Request_BadRequest',
      message: 'm',
      innerError: { date: 'x', innerError: { code: 'CredentialInvalidLifetimeAsPerAppPolicy' } },
    };
    const { caller } = await graphAt(json(400, { error }));
    expect((await factsOf(graphRequest(caller, post, Thing))).code).toBe('CredentialInvalidLifetimeAsPerAppPolicy');
  });

  it('keeps how long to wait, in seconds or until a date', async () => {
    const inSeconds = await graphAt(json(429, {}, { 'retry-after': '17' }));
    expect((await factsOf(graphRequest(inSeconds.caller, get, Thing))).retryAfterSeconds).toBe(17);
    const date = new Date(Date.now() + 60_000).toUTCString();
    const byDate = await graphAt(json(503, {}, { 'retry-after': date }));
    const wait = (await factsOf(graphRequest(byDate.caller, get, Thing))).retryAfterSeconds;
    expect(wait).toBeGreaterThan(50);
    expect(wait).toBeLessThanOrEqual(61);
    const nonsense = await graphAt(json(429, {}, { 'retry-after': 'soon' }));
    expect((await factsOf(graphRequest(nonsense.caller, get, Thing))).retryAfterSeconds).toBeNull();
  });

  it.each([401, 403])('%i with claims demands a stronger sign-in and keeps the claims', async (status) => {
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    const header = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
    const { caller } = await graphAt(json(status, graphError('InvalidAuthenticationToken'), { 'www-authenticate': header }));
    expect(await factsOf(graphRequest(caller, get, Thing))).toMatchObject({ kind: 'claims-challenge', detail: claims });
  });

  it('takes 403 insufficient_claims without a header for a claims challenge', async () => {
    const { caller } = await graphAt(json(403, graphError('insufficient_claims')));
    expect(await factsOf(graphRequest(caller, get, Thing))).toMatchObject({ kind: 'claims-challenge', detail: null });
  });

  it('takes every server fault after a write that must not be repeated for an unknown outcome', async () => {
    for (const status of [408, 500, 502, 503, 504]) {
      const { server, caller } = await graphAt(json(status, {}));
      expect(await factsOf(graphRequest(caller, post, Thing))).toMatchObject({ kind: 'lost', status });
      expect(server.received).toHaveLength(1);
    }
  });

  it('takes throttling of such a write for a refusal: nothing has happened', async () => {
    const { caller } = await graphAt(json(429, {}));
    expect((await factsOf(graphRequest(caller, post, Thing))).kind).toBe('throttled');
  });
});

describe('an exchange that breaks', () => {
  it('is unreachable when no connection can be made', async () => {
    const { server, caller } = await graphAt(json(200, {}));
    await server.close();
    running.length = 0;
    expect(await factsOf(graphRequest(caller, post, Thing))).toMatchObject({ kind: 'unreachable', status: null, code: 'ECONNREFUSED' });
    expect(caller.calls).toMatchObject([{ status: null, requestId: null, code: 'ECONNREFUSED' }]);
  });

  it.each([
    ['a reset before the answer', (response) => response.destroy()],
    [
      'an answer cut in the middle',
      (response) => response.writeHead(200, { 'content-length': '100' }).write('{"na', () => response.destroy()),
    ],
  ] satisfies [string, Reply][])('is lost after %s', async (_, reply) => {
    const { caller } = await graphAt(reply);
    expect((await factsOf(graphRequest(caller, get, Thing))).kind).toBe('lost');
    expect((await factsOf(graphRequest(caller, post, Thing))).kind).toBe('lost');
  });

  it('is lost when no answer comes in time', async () => {
    const { caller } = await graphAt(() => {});
    const request = { ...get, limits: { timeoutMs: 100 } };
    expect(await factsOf(graphRequest(caller, request, Thing))).toMatchObject({ kind: 'lost', code: 'timeout' });
  });

  it('is lost when the answer drips', async () => {
    const { caller } = await graphAt((response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const request = { ...get, limits: { timeoutMs: 200 } };
    expect(await factsOf(graphRequest(caller, request, Thing))).toMatchObject({ kind: 'lost', code: 'timeout', status: 200 });
  });

  it('ends at one megabyte', async () => {
    const { caller } = await graphAt((response) => response.writeHead(200).end(JSON.stringify({ name: 'x'.repeat(1_100_000) })));
    expect(await factsOf(graphRequest(caller, get, Thing))).toMatchObject({ kind: 'unreadable', code: 'too-long' });
    expect((await factsOf(graphRequest(caller, post, Thing))).kind).toBe('lost');
  });

  it.each(['not json', '', '{"name":7}', '[]', 'null'])('is unreadable for a read answered with %j, and lost for a write', async (text) => {
    const { caller } = await graphAt((response) => response.writeHead(200, { 'request-id': 'r-3' }).end(text));
    expect(await factsOf(graphRequest(caller, get, Thing))).toMatchObject({
      kind: 'unreadable',
      code: 'unexpected-shape',
      requestId: 'r-3',
    });
    expect((await factsOf(graphRequest(caller, post, Thing))).kind).toBe('lost');
  });

  it('tells nothing of an answer that could not be read', async () => {
    const { caller } = await graphAt((response) => response.writeHead(200).end('{"secretText":"MARKER-1", '));
    const error = await failureOf(graphRequest(caller, post, Thing));
    if (!(error instanceof MicrosoftError)) throw new Error('expected a MicrosoftError');
    expect(error.cause).toBeUndefined();
    expect(`${error.stack} ${JSON.stringify(error.facts)} ${JSON.stringify(caller.calls)}`).not.toContain('MARKER-1');
  });
});

describe('the token', () => {
  it('does not follow a redirect, and the redirect is not taken for an answer', async () => {
    const elsewhere = await startLoopback(json(200, { name: 'a' }));
    running.push(elsewhere);
    const { caller } = await graphAt((response) => response.writeHead(302, { location: `${elsewhere.origin}/graph/v1.0/things/1` }).end());
    expect(await factsOf(graphRequest(caller, get, Thing))).toMatchObject({ kind: 'unreadable', code: 'redirect', status: 302 });
    expect((await factsOf(graphRequest(caller, post, Thing))).kind).toBe('lost');
    expect(elsewhere.received).toEqual([]);
  });

  it('goes to no other address, whatever the path says', async () => {
    const elsewhere = await startLoopback(json(200, { name: 'a' }));
    running.push(elsewhere);
    const { server, caller } = await graphAt(json(200, { name: 'a' }));
    const { host } = new URL(elsewhere.origin);
    const paths = [
      `${elsewhere.origin}/v1.0/me`,
      `https://${host}/v1.0/me`,
      `/https://${host}/v1.0/me`,
      `//${host}/v1.0/me`,
      `@${host}/me`,
      `/../../login/organizations`,
      `/%2e%2e/%2e%2e/login`,
      `/..\\..\\login`,
      'me',
      '',
    ];
    for (const path of paths) {
      expect(await failureOf(graphRequest(caller, { ...get, path }, Thing)), path).toBeInstanceOf(PortalError);
    }
    expect([...elsewhere.received, ...server.received]).toEqual([]);
    expect(caller.calls).toEqual([]);
  });

  it('is not sent in plain http except in practice', async () => {
    const { server, caller } = await graphAt(json(200, { name: 'a' }));
    const request = graphRequest({ ...caller, cloud: { ...caller.cloud, id: 'global' } }, get, Thing);
    await expect(request).rejects.toThrow(PortalError);
    expect(server.received).toEqual([]);
  });

  it.each([
    ['of another tenant', unsignedToken({ tid: '11111111-1111-4111-8111-111111111111' })],
    ['without a tenant', unsignedToken({})],
    ['that is no token', 'opaque'],
  ])('%s is not sent at all', async (_, accessToken) => {
    const { server, caller } = await graphAt(json(200, { name: 'a' }));
    await expect(graphRequest({ ...caller, accessToken }, get, Thing)).rejects.toMatchObject({ code: 'forbidden' });
    expect(server.received).toEqual([]);
  });
});
