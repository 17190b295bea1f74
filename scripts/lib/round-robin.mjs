// A plain round-robin proxy before several web processes: the least that stands before any portal with more than one of them.
import { createServer, request } from 'node:http';

/**
 * Listens on `port` and passes each request on to the next of `targets` (ports of this machine), over a new connection, with its own Host
 * and Origin. Only a request whose connection was refused, and which therefore reached nobody, goes to the next target; one that was cut
 * off is answered with 502, and 503 when no target takes connections. Gives { counts, stop }: `counts` holds the answers of each target.
 */
export async function startProxy({ port, targets }) {
  const counts = new Map(targets.map((target) => [target, 0]));
  let turn = 0;
  const server = createServer((incoming, answer) => {
    turn = (turn + 1) % targets.length;
    const order = [...targets.slice(turn), ...targets.slice(0, turn)];
    pass(incoming, answer, { order, counts });
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const stop = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { counts, stop };
}

function pass(incoming, answer, { order, counts }) {
  const [target, ...others] = order;
  if (target === undefined) return refuse(answer, 503);
  const outgoing = request({
    host: '127.0.0.1',
    port: target,
    agent: false,
    method: incoming.method,
    path: incoming.url,
    headers: onward(incoming),
  });
  let reached = false;
  outgoing.once('socket', (socket) =>
    socket.once('connect', () => {
      reached = true;
      incoming.pipe(outgoing);
    }),
  );
  outgoing.once('response', (reply) => {
    counts.set(target, counts.get(target) + 1);
    answer.writeHead(reply.statusCode, reply.statusMessage, ownConnection(reply.rawHeaders));
    reply.pipe(answer);
    reply.once('error', () => answer.destroy());
  });
  outgoing.once('error', () => {
    if (!reached) pass(incoming, answer, { order: others, counts });
    else if (answer.headersSent) answer.destroy();
    else refuse(answer, 502);
  });
  // a visitor who went away is waited for by nobody
  answer.once('close', () => answer.writableFinished || outgoing.destroy());
}

/** All headers as they came, Host among them: the portal must be the one that the browser's address names. */
function onward(incoming) {
  const headers = ownConnection(incoming.rawHeaders);
  headers.push('connection', 'close', 'x-forwarded-for', incoming.socket.remoteAddress ?? '');
  return headers;
}

/** Name and value in turn, without what belongs to one connection alone (RFC 9110 section 7.6.1). */
function ownConnection(rawHeaders) {
  const kept = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (!/^(connection|keep-alive)$/i.test(rawHeaders[at])) kept.push(rawHeaders[at], rawHeaders[at + 1]);
  }
  return kept;
}

function refuse(answer, status) {
  answer.writeHead(status, { 'content-type': 'text/plain', 'retry-after': '1', 'cache-control': 'no-store' });
  answer.end(status === 502 ? 'The server behind this proxy ended the connection.\n' : 'No server behind this proxy answers.\n');
}
