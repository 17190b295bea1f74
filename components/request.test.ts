import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { get, post } from './request';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const address = server.address();
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}/` : '';
}

const answering = (status: number, body: string) =>
  serve((_request, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body));

const problem = (code: string) => JSON.stringify({ title: 'No', status: 0, code, trace: 'trace-1' });

test('a request carries JSON and the header that only our own pages send', async () => {
  const address = await serve((request, response) => {
    const { method, headers } = request;
    response.end(JSON.stringify({ method, type: headers['content-type'], by: headers['x-requested-with'] }));
  });
  expect(await post(address, {})).toEqual({
    kind: 'ok',
    body: { method: 'POST', type: 'application/json', by: 'defender-connect' },
  });
});

test('a read carries nothing and gives the body', async () => {
  const address = await serve((request, response) =>
    response.end(JSON.stringify([request.method, request.headers['content-type'] ?? null])),
  );
  expect(await get(address)).toEqual({ kind: 'ok', body: ['GET', null] });
  expect(await get(await answering(401, problem('unauthenticated')))).toEqual({ kind: 'signed-out' });
});

test.each([
  [401, problem('session-expired'), { kind: 'signed-out' }],
  [409, problem('busy'), { kind: 'busy' }],
  [409, problem('internal'), { kind: 'refused', code: 'internal', trace: 'trace-1' }],
  [403, '<html>proxy</html>', { kind: 'refused', code: 'internal', trace: '' }],
  [400, 'null', { kind: 'refused', code: 'internal', trace: '' }],
  [429, problem('throttled'), { kind: 'unreachable' }],
  [503, problem('database-unavailable'), { kind: 'unreachable' }],
])('a %d with %s is told apart', async (status, body, answer) => {
  expect(await post(await answering(status, body), {})).toEqual(answer);
});

test('a portal that is not there is unreachable, not an exception', async () => {
  const address = await answering(200, '{}');
  for (const close of closers.splice(0)) close();
  expect(await post(address, {})).toEqual({ kind: 'unreachable' });
});

test('an answer that is not JSON is no good answer', async () => {
  expect(await post(await answering(200, '<html>'), {})).toEqual({ kind: 'unreachable' });
});

test('a request that its page ended is not an answer', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(post(await answering(200, '{}'), {}, stop.signal)).rejects.toThrow();
});
