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

/** Failures that happen before the first byte of a request has left: name not found, no connection, no trusted TLS. */
const unsent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/;

function sendFailure(error: unknown): WireFailure {
  const code = codeOf(error);
  if (code === null) return new WireFailure('lost', 'no-answer');
  return new WireFailure(unsent.test(code) || hasConnectSyscall(error) ? 'unreachable' : 'lost', code);
}

/** The code Node gives; `fetch` hides it in `cause`. A time limit has a name and no code. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error.name === 'TimeoutError') return 'timeout';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

/** Node marks a connection that was never made by the system call that failed. */
function hasConnectSyscall(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('syscall' in error && error.syscall === 'connect') || hasConnectSyscall(error.cause);
}
