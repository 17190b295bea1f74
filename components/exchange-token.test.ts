import { createServer } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import { exchange } from './exchange-token';

afterEach(() => vi.unstubAllGlobals());

test('an exchange that nobody answered keeps the token and is asked again; an answer takes it out of the address', async () => {
  const tokens: string[] = [];
  const statuses = [503, 200];
  const server = createServer(async (request, response) => {
    for await (const part of request) tokens.push(JSON.parse(String(part)).token);
    response.writeHead(statuses[tokens.length - 1] ?? 500, { 'content-type': 'application/json' }).end('{"resumes":false}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const ask = globalThis.fetch;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => ask(`http://127.0.0.1:${port}${path}`, init));
  const addresses: unknown[] = [];
  vi.stubGlobal('window', { history: { replaceState: (_state: unknown, _title: string, page: unknown) => addresses.push(page) } });

  expect(await exchange('invite', 'a-token')).toEqual({ kind: 'unreachable' });
  expect(addresses).toEqual([]);
  const [second, third] = [exchange('invite', 'a-token'), exchange('invite', 'a-token')];
  expect([await second, await third]).toEqual(Array(2).fill({ kind: 'ok', body: { resumes: false } }));
  expect(await exchange('invite', 'a-token')).toMatchObject({ kind: 'ok' });
  expect([tokens, addresses]).toEqual([['a-token', 'a-token'], ['/invite']]);
  server.close();
});
