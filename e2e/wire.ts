import { type IncomingHttpHeaders, request } from 'node:http';
import { environment } from './environment';

/** A request as a hostile program sends it: any method, any header, any body. */
export interface Wire {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends a request to the portal's own address without any browser's manners and without following redirects. */
export function send({ method = 'GET', path, headers = {}, body }: Wire): Promise<WireAnswer> {
  const { hostname, port } = new URL(environment.portalUrl);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, timeout: 10_000 }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    sent.on('error', reject);
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${path} was not answered`)));
    sent.end(body);
  });
}

/** What a script of the portal's own pages sends along with a change. */
export const ownPage = {
  'content-type': 'application/json',
  origin: new URL(environment.portalUrl).origin,
  'x-requested-with': 'defender-connect',
} as const;
