import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';

export interface Asked {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** SHA-256 fingerprint of the client's certificate, when TLS has checked one. */
  readonly clientCertificate: string | null;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** How one exchange goes wrong: the request is lost, its reply is lost, never comes, breaks off, is far too long, or is another one. */
export type Fault = 'request lost' | 'reply lost' | 'no reply' | 'half a reply' | 'huge reply' | Reply;

/** What a loopback server has seen, and what it shall do wrong next. */
export interface Exchange {
  readonly journal: Asked[];
  readonly faults: Fault[];
  /** Called when a request is left without a reply. */
  onSilence: () => void;
}

export const exchange = (): Exchange => ({ journal: [], faults: [], onSilence: () => undefined });

/**
 * A listener that answers by `answer`, except for the exchanges that shall fail.
 * @param isMain says for which requests the faults are meant
 */
export function listenerOf(
  seen: Exchange,
  rules: { answer: (asked: Asked) => Reply | Promise<Reply>; isMain: (asked: Asked) => boolean },
): RequestListener {
  return async (request, response) => {
    const asked = await read(request);
    seen.journal.push(asked);
    const fault = rules.isMain(asked) ? seen.faults.shift() : undefined;
    if (fault === 'request lost') return void request.socket.destroy();
    if (fault === 'no reply') return seen.onSilence();
    const reply = typeof fault === 'object' ? fault : await rules.answer(asked);
    if (fault === 'reply lost') return void request.socket.destroy();
    send(response, reply, fault);
  };
}

function send(response: ServerResponse, { status, headers, body }: Reply, fault: Fault | undefined): void {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  if (fault === 'half a reply') {
    response.write(text.slice(0, text.length / 2), () => response.destroy());
    return;
  }
  response.end(fault === 'huge reply' ? text.padEnd(1_000_000) : text);
}

async function read(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  const { method = '', url = '', headers, socket } = request;
  const peer = socket instanceof TLSSocket && socket.authorized ? socket.getPeerCertificate().fingerprint256 : null;
  return {
    method,
    host: headers.host ?? '',
    path: url.split('?')[0] ?? '',
    headers,
    body: Buffer.concat(parts).toString('utf8'),
    clientCertificate: peer,
  };
}
