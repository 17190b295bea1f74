// Lets tests in other processes disturb a running stack: end and start its web processes and its database.
import { createServer } from 'node:http';
import path from 'node:path';
import { freePort } from './net.mjs';

const clock = new URL(`file://${path.join(import.meta.dirname, '../instances/clock.mjs')}`).href;

/**
 * Listens on this machine alone; gives { url, stop }. POST `/instances/{n}/stop|kill|start` (body `{ "clockMinutes": 10 }` to start with a
 * clock that is ahead) and `/database/stop|crash|start` do as they say and answer when it is done; GET `/counts` tells the answers that
 * each web process has given.
 */
export async function controlStack({ instances, database, proxy }) {
  const deeds = {
    stop: (number) => instances.stop(number),
    kill: (number) => instances.kill(number),
    start: (number, body) => instances.start(number, shifted(body)),
  };
  const act = async (url, body) => {
    const [, what, one, two] = url.split('/');
    if (what === 'counts') return Object.fromEntries(proxy?.counts ?? []);
    if (what === 'database') return database[one]();
    return deeds[two](Number(one), body);
  };
  const server = createServer((request, answer) => {
    readAll(request)
      .then((text) => act(request.url, JSON.parse(text || '{}')))
      .then(
        (result) => answer.writeHead(200).end(JSON.stringify(result ?? null)),
        (error) => answer.writeHead(500).end(error.message),
      );
  });
  const port = await freePort();
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

const shifted = ({ clockMinutes }) =>
  clockMinutes === undefined ? {} : { NODE_OPTIONS: `--import ${clock}`, CLOCK_MINUTES: String(clockMinutes) };

async function readAll(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}
