import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { type Cloud, newCloud } from './cloud';
import { handle } from './handle';
import { newSigningKey, signingKeyFrom } from './keys';
import { defaultOptions, type PartialOptions, type PracticeOptions } from './options';
import { routerFor } from './routing';
import { seedAll } from './seed';
import { readState, restoreState, saveState } from './state-file';

/** A running practice cloud. */
export interface Practice {
  /** Address of the services; in TLS mode the address that Microsoft's host names must be pointed to. */
  readonly url: string;
  readonly port: number;
  /** Address below which the control API answers, ending in `/control`. */
  readonly controlUrl: string;
  close(): Promise<void>;
}

/**
 * Starts a practice cloud on loopback.
 * @param options what differs from `defaultOptions`; port 0 takes a free one
 */
export async function startPractice(options: PartialOptions = {}): Promise<Practice> {
  const all: PracticeOptions = { ...defaultOptions, ...options };
  const saved = readState(all.stateFile);
  const cloud = newCloud(all, saved ? await signingKeyFrom(saved.key) : await newSigningKey());
  seedAll(cloud);
  if (saved) restoreState(cloud, saved);
  saveState(cloud);
  return all.tls ? startTls(cloud, all.tls) : startLoopback(cloud);
}

async function startLoopback(cloud: Cloud): Promise<Practice> {
  const listener = listenerFor(cloud, 'services');
  const running = await listenBoth(() => createServer(listener), cloud.options.port);
  const url = `http://localhost:${running.port}`;
  return { url, port: running.port, controlUrl: `${url}/control`, close: running.close };
}

async function startTls(cloud: Cloud, tls: { key: string; cert: string }): Promise<Practice> {
  const services = await listenBoth(() => createTlsServer(tls, listenerFor(cloud, 'services')), cloud.options.port);
  const control = await listenBoth(() => createServer(listenerFor(cloud, 'control')), cloud.options.controlPort);
  return {
    url: `https://localhost:${services.port}`,
    port: services.port,
    controlUrl: `http://localhost:${control.port}/control`,
    close: async () => {
      await Promise.all([services.close(), control.close()]);
    },
  };
}

function listenerFor(cloud: Cloud, kind: 'services' | 'control'): RequestListener {
  const router = routerFor(cloud.options, kind);
  return (request, response) => {
    handle(cloud, router, { request, response }).catch((error: unknown) => {
      console.error('practice cloud lost a request', error);
      response.destroy();
    });
  };
}

/** Listens on both loopback addresses, so that `localhost` works however the machine resolves it; IPv6 may be missing. */
async function listenBoth(create: () => Server, wanted: number): Promise<{ port: number; close: () => Promise<void> }> {
  const first = create();
  const port = await listen(first, '127.0.0.1', wanted);
  const second = create();
  const servers = [first, second];
  await listen(second, '::1', port).catch(() => servers.pop());
  const sockets = new Set<Socket>();
  for (const server of servers) {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
  }
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  };
  return { port, close };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(portOf(server.address())));
  });
}

const portOf = (address: AddressInfo | string | null) => (typeof address === 'object' && address !== null ? address.port : 0);
