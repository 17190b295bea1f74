/** Bounds of one exchange with Microsoft. */
export interface Limits {
  /** From sending to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Of the decoded answer. */
  readonly maxBytes: number;
}

export const defaultLimits: Limits = { timeoutMs: 10_000, maxBytes: 1_048_576 };

/** A complete answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What every request is sent with, whoever sends it. */
export type WireInit = Pick<RequestInit, 'signal' | 'redirect' | 'cache'>;

/**
 * How an exchange broke. `unreachable`: nothing was sent. `lost`: sent, and no complete answer came. `refused-answer`: an answer
 * came that is not taken (a redirect, or too long).
 */
export class WireFailure extends Error {
  readonly kind: 'unreachable' | 'lost' | 'refused-answer';
  /** Node's or our own code, for the details. */
  readonly code: string;
  readonly status: number | null;

  constructor(kind: WireFailure['kind'], code: string, status: number | null = null) {
    super(`${kind} (${code})`);
    this.name = 'WireFailure';
    this.kind = kind;
    this.code = code;
    this.status = status;
  }
}

/**
 * One request and its whole answer under limits: time, size, no redirect followed, nothing cached.
 * @param send sends the request with the given settings; the Graph client or `fetch`
 * @returns any complete answer, also a refusal
 * @throws WireFailure
 */
export async function exchange(send: (init: WireInit) => Promise<Response>, limits: Limits = defaultLimits): Promise<Answer> {
  const signal = AbortSignal.timeout(limits.timeoutMs);
  let response: Response;
  try {
    response = await send({ signal, redirect: 'manual', cache: 'no-store' });
  } catch (error) {
    throw sendFailure(error);
  }
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel();
    throw new WireFailure('refused-answer', 'redirect', response.status);
  }
  return { status: response.status, headers: response.headers, text: await readText(response, limits.maxBytes) };
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const chunk = await reader.read().catch((error: unknown) => {
      throw new WireFailure('lost', codeOf(error) ?? 'truncated', response.status);
    });
    if (chunk.done) return text + decoder.decode();
    bytes += chunk.value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      throw new WireFailure('refused-answer', 'too-long', response.status);
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
}

/**
 * Codes that Node gives before the first byte of a request has left: no connection in time, or a certificate that is not trusted
 * (OpenSSL's verification codes). Codes of TLS itself are not among them: an alert or a broken record can follow a request that
 * was read.
 */
const unsent =
  /^(UND_ERR_CONNECT_TIMEOUT|ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|(CERT|CRL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)_\w+)$/;
/** Looking the name up, and connecting. The same error codes also come from connections in use, with another system call. */
const connecting: ReadonlySet<unknown> = new Set(['getaddrinfo', 'connect']);

function sendFailure(error: unknown): WireFailure {
  const code = codeOf(error);
  if (code === null) return new WireFailure('lost', 'no-answer');
  return new WireFailure(unsent.test(code) || isOfConnecting(error) ? 'unreachable' : 'lost', code);
}

/** The code Node gives; `fetch` hides it in `cause`. A time limit has a name and no code. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error.name === 'TimeoutError') return 'timeout';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

/** Node marks a connection that was never made by the system call that failed; for a host of several addresses, each of them. */
function isOfConnecting(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isOfConnecting);
  return ('syscall' in error && connecting.has(error.syscall)) || isOfConnecting(error.cause);
}
