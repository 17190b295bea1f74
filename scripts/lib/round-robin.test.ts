import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { startProxy, type WebProxy } from './round-robin.mjs';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const portOf = (server: Server) => {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
};

async function target(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return portOf(server);
}

/** A port that nobody listens on: it was free a moment ago. */
async function nobody(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function before(...targets: number[]): Promise<{ url: string; proxy: WebProxy }> {
  const port = await nobody();
  const proxy = await startProxy({ port, targets });
  closers.push(proxy.stop);
  return { url: `http://127.0.0.1:${port}/`, proxy };
}

/** Says what it was asked. */
const echo = (name: string): RequestListener => {
  return async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { host, origin } = request.headers;
    response.writeHead(
      201,
      [
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ].flat(),
    );
    response.end(JSON.stringify({ name, method: request.method, url: request.url, host, origin, body }));
  };
};

test('requests go to each server in turn, with their own host, origin, body and cookies', async () => {
  const { url, proxy } = await before(await target(echo('one')), await target(echo('two')));
  const names = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const answer = await fetch(`${url}a?b=c`, { method: 'POST', body: 'text', headers: { origin: 'https://connect.example.com' } });
    const { name, ...asked } = await answer.json();
    names.push(name);
    expect(asked).toEqual({ method: 'POST', url: '/a?b=c', host: new URL(url).host, origin: 'https://connect.example.com', body: 'text' });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([201, ['a=1', 'b=2']]);
  }
  expect(names.toSorted()).toEqual(['one', 'one', 'two', 'two']);
  expect([...proxy.counts.values()]).toEqual([2, 2]);
});

test('a request that reached no server goes to the next one', async () => {
  const { url } = await before(await nobody(), await target(echo('one')), await nobody());
  for (let turn = 0; turn < 3; turn += 1) {
    expect((await (await fetch(url, { method: 'POST', body: 'text' })).json()).body).toBe('text');
  }
});

test('a request that was cut off is never sent twice, but answered with 502', async () => {
  let asked = 0;
  const cutting: RequestListener = (request) => {
    asked += 1;
    request.socket.destroy();
  };
  const { url } = await before(await target(cutting), await target(cutting));
  expect((await fetch(url, { method: 'POST', body: 'text' })).status).toBe(502);
  expect(asked).toBe(1);
});

test('where no server takes connections the answer is 503, for later', async () => {
  const { url } = await before(await nobody(), await nobody());
  const answer = await fetch(url);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
});
