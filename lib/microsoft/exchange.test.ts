import { once } from 'node:events';
import { request } from 'node:https';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../../practice/self-signed';
import { exchange, type WireFailure, type WireInit } from './exchange';

const certificate = selfSigned('localhost', ['localhost']);
const servers: Server[] = [];

async function listening<Listening extends Server>(server: Listening): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const failureOf = (send: (init: WireInit) => Promise<Response>): Promise<WireFailure> =>
  exchange(send).then(
    () => expect.unreachable('no answer was sent'),
    (failure: WireFailure) => failure,
  );

/** Sends by Node's own client, which tells a failure of TLS at once, where `fetch` of some versions waits for the time limit. */
const byNode = (url: string) => () =>
  new Promise<Response>((_, reject) => {
    const sending = request(url, { method: 'POST', rejectUnauthorized: false });
    sending.on('error', (cause) => reject(new TypeError('fetch failed', { cause })));
    sending.end('one key');
  });

/** A TLS server, and a wire before it into which a test may break once a whole request was read. */
async function tlsServer(whenRead: (wire: { breakWith(bytes: string): unknown }, socket: TLSSocket) => void) {
  const read: string[] = [];
  let breakWith: (bytes: string) => unknown = () => undefined;
  const inner = createTlsServer({ cert: certificate.cert, key: certificate.key }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      read.push(bytes.toString());
      if (read.join('').endsWith('one key')) whenRead({ breakWith }, socket);
    });
  });
  inner.on('tlsClientError', () => undefined);
  const port = await listening(inner);
  const outer = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    client.pipe(server).pipe(client);
    for (const socket of [client, server]) socket.on('error', () => client.destroy());
    breakWith = (bytes) => client.write(bytes);
  });
  return { url: `https://localhost:${await listening(outer)}/addPassword`, read };
}

describe('a request that was read over TLS', () => {
  it('is lost when TLS itself breaks, whatever its code: it may have had its effect', async () => {
    const { url, read } = await tlsServer(({ breakWith }) => breakWith('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    const failure = await failureOf(byNode(url));
    expect(failure.code).toMatch(/^ERR_SSL_/);
    expect(read.join('')).toContain('one key');
    expect(failure.kind).toBe('lost');
  });

  it('is lost when the connection is reset', async () => {
    const { url, read } = await tlsServer((_, socket) => socket.destroy());
    expect((await failureOf(byNode(url))).kind).toBe('lost');
    expect(read.join('')).toContain('one key');
  });
});

it('a certificate that is not trusted is met before anything is sent', async () => {
  const { url, read } = await tlsServer(() => undefined);
  expect(await failureOf((init) => fetch(url, { method: 'POST', body: 'one key', ...init }))).toMatchObject({
    kind: 'unreachable',
    code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  });
  expect(read).toEqual([]);
});

describe('a request that could not be sent', () => {
  const failed = (code: string, syscall?: string) => Object.assign(new Error(code), { code, ...(syscall && { syscall }) });
  const aggregate = (...errors: Error[]) => Object.assign(new AggregateError(errors), { code: 'ECONNREFUSED' });
  const kindOf = (cause: Error) =>
    exchange(() => Promise.reject(new TypeError('fetch failed', { cause }))).catch(({ kind }: WireFailure) => kind);

  it.each([
    ['a name that is not found', failed('ENOTFOUND', 'getaddrinfo')],
    ['a refused connection', failed('ECONNREFUSED', 'connect')],
    ['a host without a way to it', failed('EHOSTUNREACH', 'connect')],
    ['a connection that takes too long', failed('UND_ERR_CONNECT_TIMEOUT')],
    ['all addresses of a host refusing', aggregate(failed('ECONNREFUSED', 'connect'), failed('ETIMEDOUT', 'connect'))],
    ['a certificate of another host', failed('ERR_TLS_CERT_ALTNAME_INVALID')],
    ['an expired certificate', failed('CERT_HAS_EXPIRED')],
  ])('for %s is unreachable', async (_, cause) => expect(await kindOf(cause)).toBe('unreachable'));

  it.each([
    ['a way that breaks while reading', failed('EHOSTUNREACH', 'read')],
    ['a time-out while writing', failed('ETIMEDOUT', 'write')],
    ['a reset', failed('ECONNRESET', 'read')],
    ['a closed socket', failed('UND_ERR_SOCKET')],
    ['an alert of TLS 1.3, which follows the request', failed('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED')],
    ['one of several failures that came later', aggregate(failed('ECONNREFUSED', 'connect'), failed('ECONNRESET', 'read'))],
    ['failures that nobody named', aggregate()],
  ])('or may have been, for %s, is lost', async (_, cause) => expect(await kindOf(cause)).toBe('lost'));
});
