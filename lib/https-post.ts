import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Certificate } from './env-keys';

export interface PostRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Shown to the server in TLS; `fetch` cannot do that without a package of its own, which is why this client exists. */
  readonly certificate?: Certificate | undefined;
  readonly signal: AbortSignal;
}

export interface PostAnswer {
  readonly status: number;
  readonly text: string;
}

const answerLimit = 64 * 1024;

/**
 * Sends one POST on a connection of its own. Redirects are not followed: a redirect is an answer like any other.
 * @returns the whole answer, of any status
 * @throws an Error when there is none: no connection, a broken or overlong answer, an aborted signal
 */
export function post({ url, headers, body, certificate, signal }: PostRequest): Promise<PostAnswer> {
  const { request } = url.protocol === 'http:' ? http : https;
  const proof = certificate && { cert: certificate.certificatePem, key: certificate.privateKeyPem };
  const length = { 'Content-Length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent: false, headers: { ...headers, ...length }, signal, ...proof });
    sent.on('error', reject);
    sent.on('response', (response) => textOf(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject));
    sent.end(body);
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    parts.push(Buffer.from(part));
    length += parts.at(-1)?.length ?? 0;
    // leaving the loop destroys the response and its connection
    if (length > answerLimit) throw new Error(`the answer is longer than ${answerLimit} bytes`);
  }
  return Buffer.concat(parts).toString('utf8');
}
