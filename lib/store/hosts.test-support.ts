import type { RequestListener } from 'node:http';
import https, { Agent } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { certificateFor } from './certificate.test-support';

// Every TLS connection of Node's http client is made here, also those of the SDKs. A test answers for real host names on loopback:
// name, certificate check and path through the product stay as they are in production, and no other host can be reached.
const connect = Agent.prototype.createConnection;
const here = new Map<string, { readonly port: number; readonly ca: string }>();

Agent.prototype.createConnection = function createConnection(this: Agent, options, callback) {
  const place = here.get(String(options.host));
  if (place === undefined || Number(options.port) !== 443) throw new Error(`tests may not call ${options.host}:${options.port}`);
  return connect.call(this, { ...options, host: '127.0.0.1', port: place.port, ca: place.ca }, callback);
};

/**
 * A server on loopback that answers for host names until the function it gives is called.
 * @param names what its certificate says, and unless `as` names another host, where it is found
 */
export async function serveHosts(
  names: readonly string[],
  listener: RequestListener,
  { as = names, ...tls }: TlsOptions & { as?: readonly string[] } = {},
): Promise<() => Promise<void>> {
  const { cert, key } = certificateFor('loopback', names);
  const server = https.createServer({ ...tls, cert, key }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  for (const name of as) here.set(name, { port, ca: cert });
  return async () => {
    for (const name of as) here.delete(name);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}
