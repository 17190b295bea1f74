import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Cloud, cloudFor } from '../domain/clouds';
import type { Caller, CallTrace } from './microsoft';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Loopback {
  readonly origin: string;
  /** All requests so far, oldest first. */
  readonly received: Received[];
  close(): Promise<void>;
}

export type Reply = (response: ServerResponse, request: Received) => void;

/** A plain http server of the test's own on loopback, answering every request by `reply`. */
export async function startLoopback(reply: Reply): Promise<Loopback> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const entry = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    received.push(entry);
    reply(response, entry);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers with JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export const tenantId = '0f0e8a86-4a7a-4e0c-9a60-3f6f8f1f2a10';

/** A token shaped like Microsoft's, with a signature that nobody checks. */
export function unsignedToken(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
}

/** The practice cloud's addresses at this origin. */
export const cloudAt = (origin: string): Cloud => cloudFor('practice', origin);

/** A caller of the test's tenant, and what it was told. */
export function callerAt(cloud: Cloud): Caller & { readonly calls: CallTrace[] } {
  const calls: CallTrace[] = [];
  return { cloud, tenantId, accessToken: unsignedToken({ tid: tenantId }), trace: (call) => calls.push(call), calls };
}
