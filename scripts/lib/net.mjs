// Ports of this machine: which are free, which answer.
import { createConnection, createServer } from 'node:net';

const listen = (port, host) =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });

/** A port that nobody uses on this machine's loopback addresses; the wanted one when it is free. */
export async function freePort(wanted = 0) {
  if (wanted === 0) return listen(0, '127.0.0.1');
  try {
    if ((await answers(wanted)) || (await answers(wanted, '::1'))) throw new Error('taken');
    return await listen(wanted, '127.0.0.1');
  } catch {
    return listen(0, '127.0.0.1');
  }
}

/** As many different free ports. */
export async function freePorts(count) {
  const ports = new Set();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}

/** Whether somebody accepts connections on this port of the machine. */
export const answers = (port, host = '127.0.0.1') =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.setTimeout(2000, () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(false));
  });
