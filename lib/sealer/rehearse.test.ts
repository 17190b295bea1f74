import diagnostics from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test, vi } from 'vitest';
import { rehearse } from './rehearse';

/** Told by Node's own HTTP client of every request that it makes. */
const channel = 'undici:request:create';

test('a rehearsal comes to its end and sends nothing', async () => {
  const seen = vi.fn();
  diagnostics.subscribe(channel, seen);
  await rehearse();
  expect(seen).not.toHaveBeenCalled();
  const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
  expect(seen).toHaveBeenCalledOnce();
  diagnostics.unsubscribe(channel, seen);
  server.close();
  server.closeAllConnections();
});
