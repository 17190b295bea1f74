import { type IncomingMessage, Server, type ServerResponse } from 'node:http';

/** Methods that the fetch standard forbids: the framework makes a fetch Request of each request and fails with 500 on these. */
const forbidden: readonly (string | undefined)[] = ['TRACE', 'TRACK', 'CONNECT'];

const patched = Symbol.for('defender-connect.refuse-trace');

/** Answers the forbidden methods with 405 before the framework sees them (RFC 9110 section 15.5.6). Does it once per process. */
export function refuseTrace(): void {
  const prototype = Server.prototype as Server & { [patched]?: true };
  if (prototype[patched]) return;
  prototype[patched] = true;
  const { emit } = prototype;
  prototype.emit = function (this: Server, event: string, ...args: unknown[]): boolean {
    const [request, response] = args as [IncomingMessage?, ServerResponse?];
    if (event !== 'request' || !forbidden.includes(request?.method)) return Reflect.apply(emit, this, [event, ...args]);
    response?.writeHead(405, { allow: 'GET, HEAD, POST', 'cache-control': 'no-store', 'content-length': '0' }).end();
    return true;
  };
}
