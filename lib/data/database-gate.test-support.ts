import { connect, createServer, type Server, type Socket } from 'node:net';

/** A door before the test's PostgreSQL: shut, it is a server that was stopped, connections in use included; open, it is back. */
export interface DatabaseGate {
  /** The database's address through the gate. */
  readonly url: string;
  /** Nobody comes in, and whoever is in is thrown out. */
  shut(): Promise<void>;
  open(): Promise<void>;
}

/** @param databaseUrl where the real server is; the gate begins open */
export async function databaseGate(databaseUrl: string): Promise<DatabaseGate> {
  const url = new URL(databaseUrl);
  const behindPort = Number(url.port);
  const sockets = new Set<Socket>();
  const server = createServer((client) => join(sockets, client, connect({ host: url.hostname, port: behindPort })));
  const port = await listen(server, 0);
  url.port = String(port);
  return {
    url: url.href,
    shut: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    open: async () => void (await listen(server, port)),
  };
}

function join(sockets: Set<Socket>, client: Socket, behind: Socket): void {
  for (const socket of [client, behind]) {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      sockets.delete(socket);
      client.destroy();
      behind.destroy();
    });
  }
  client.pipe(behind).pipe(client);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
