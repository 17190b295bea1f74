import { afterEach, describe, expect, it } from 'vitest';
import type { ApiKey } from '../domain/proof';
import { PortalError } from '../error';
import { readOnce, tokenRoles } from './defender';
import { cloudAt, json, type Loopback, type Reply, startLoopback, unsignedToken } from './loopback.test-server';
import type { CallTrace } from './microsoft';

const running: Loopback[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const allRoles = unsignedToken({ roles: ['SecurityEvents.Read.All', 'Machine.Read.All', 'Incident.Read.All'] });
const noRoles = unsignedToken({});

async function read(api: ApiKey, reply: Reply, token = allRoles) {
  const server = await startLoopback(reply);
  running.push(server);
  const calls: CallTrace[] = [];
  const reading = await readOnce(cloudAt(server.origin), api, token, (call) => calls.push(call));
  return { reading, calls, received: server.received };
}
const error = (code: string) => ({ error: { code, message: 'm', target: 't' } });

describe('one read of an API', () => {
  it.each([
    ['graph', '/graph/v1.0/security/secureScores?$top=1'],
    ['endpoint', '/endpoint/api/machines?$top=1'],
    ['threat-protection', '/xdr/api/incidents?$top=1'],
  ] satisfies [ApiKey, string][])('of %s goes to its own address with the token, once', async (api, url) => {
    const { reading, calls, received } = await read(api, json(200, { value: [{}] }, { 'request-id': 'r-4' }));
    expect(reading).toEqual({ answer: 'works', status: 200, code: null, retryAfterSeconds: null, durationMs: expect.any(Number) });
    expect(received.map((request) => [request.method, request.url, request.headers.authorization])).toEqual([
      ['GET', url, `Bearer ${allRoles}`],
    ]);
    expect(calls).toMatchObject([{ status: 200, requestId: 'r-4', clientRequestId: received[0]?.headers['client-request-id'] }]);
  });

  it.each([
    ['graph', 200, { value: [] }, allRoles, 'no-data'],
    ['endpoint', 200, { value: [] }, allRoles, 'no-data'],
    ['endpoint', 404, error('NotFound'), allRoles, 'no-data'],
    ['threat-protection', 404, error('NotFound'), allRoles, 'unavailable'],
    ['endpoint', 403, error('DisabledFeature'), allRoles, 'no-license'],
    ['endpoint', 403, error('DisabledFeature'), noRoles, 'no-license'],
    ['endpoint', 403, error('Forbidden'), allRoles, 'no-license'],
    ['endpoint', 403, error('Forbidden'), noRoles, 'refused'],
    ['graph', 403, error('AccessDenied'), allRoles, 'no-license'],
    ['graph', 403, error('AccessDenied'), noRoles, 'refused'],
    ['threat-protection', 403, error('Forbidden'), noRoles, 'refused'],
    ['graph', 401, error('InvalidAuthenticationToken'), allRoles, 'refused'],
    ['endpoint', 400, error('ODataError'), allRoles, 'refused'],
    ['endpoint', 429, error('TooManyRequests'), allRoles, 'unavailable'],
    ['endpoint', 500, error('InternalServerError'), allRoles, 'unavailable'],
    ['graph', 200, { other: 1 }, allRoles, 'unavailable'],
  ] satisfies [ApiKey, number, unknown, string, string][])('%s answering %i %j is judged', async (api, status, body, token, answer) => {
    const { reading, calls } = await read(api, json(status, body), token);
    expect(reading).toMatchObject({ answer, status });
    expect(calls).toMatchObject([{ status, code: reading.code }]);
  });

  it('keeps how long the API asks to wait', async () => {
    const { reading } = await read('graph', json(503, {}, { 'retry-after': '7' }));
    expect(reading).toMatchObject({ answer: 'unavailable', status: 503, retryAfterSeconds: 7 });
  });

  it('is unavailable when the exchange breaks, and does not throw', async () => {
    expect((await read('graph', (response) => response.destroy())).reading).toMatchObject({ answer: 'unavailable', status: null });
    const redirect: Reply = (response) => response.writeHead(302, { location: '/elsewhere' }).end();
    const { reading, received } = await read('endpoint', redirect);
    expect(reading).toMatchObject({ answer: 'unavailable', status: 302, code: 'redirect' });
    expect(received).toHaveLength(1);
  });

  it('sends no token in plain http except in practice', async () => {
    const server = await startLoopback(json(200, {}));
    running.push(server);
    const reading = readOnce({ ...cloudAt(server.origin), id: 'global' }, 'endpoint', allRoles, () => {});
    await expect(reading).rejects.toThrow(PortalError);
    expect(server.received).toEqual([]);
  });
});

it("a token's roles are read, and a token without any has none", () => {
  expect(tokenRoles(unsignedToken({ roles: ['A', 7, 'B'] }))).toEqual(['A', 'B']);
  expect([tokenRoles(unsignedToken({})), tokenRoles(unsignedToken({ roles: 'A' })), tokenRoles('opaque')]).toEqual([[], [], []]);
});
