/** What became of a request to the portal's own API, as the page needs to tell it apart. */
export type Answer<Body> =
  | { readonly kind: 'ok'; readonly body: Body }
  /** The session ended (401). */
  | { readonly kind: 'signed-out' }
  /** Another request is working on the same connection (409 `busy`). */
  | { readonly kind: 'busy' }
  /** The portal said no: it will say no again. `code` and `trace` are for support. */
  | { readonly kind: 'refused'; readonly code: string; readonly trace: string }
  /** No answer, or one from a portal in trouble (5xx, 429): worth another try. */
  | { readonly kind: 'unreachable' };

/**
 * Sends `body` as JSON to a route of this portal. Never throws, except when `signal` ended it.
 * The header proves to the server that a script of our own page sent it (CSRF, see SECURITY).
 * This is the border to the server: the shape of a good answer is our own contract and taken on trust.
 */
export function post<Body>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer<Body>> {
  const headers = { 'content-type': 'application/json', 'x-requested-with': 'defender-connect' };
  return ask(path, { method: 'POST', headers, body: JSON.stringify(body), signal: signal ?? null });
}

/** Reads from a route of this portal. Never throws. */
export const get = <Body>(path: string): Promise<Answer<Body>> => ask(path, { cache: 'no-store' });

async function ask<Body>(path: string, request: RequestInit): Promise<Answer<Body>> {
  try {
    const response = await fetch(path, request);
    if (response.ok) return { kind: 'ok', body: (await response.json()) as Body };
    return judge(response.status, await problemOf(response));
  } catch (error) {
    if (request.signal?.aborted) throw error;
    return { kind: 'unreachable' };
  }
}

interface Refusal {
  readonly code: string;
  readonly trace: string;
}

function judge(status: number, problem: Refusal): Answer<never> {
  if (status === 401) return { kind: 'signed-out' };
  if (status === 409 && problem.code === 'busy') return { kind: 'busy' };
  if (status === 429 || status >= 500) return { kind: 'unreachable' };
  return { kind: 'refused', ...problem };
}

/** Code and trace of a refusal; a proxy in between may answer with something that is not ours. */
async function problemOf(response: Response): Promise<Refusal> {
  const problem: unknown = await response.json().catch(() => null);
  const text = (key: string) => {
    const value: unknown = typeof problem === 'object' && problem !== null ? Reflect.get(problem, key) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { code: text('code') || 'internal', trace: text('trace') };
}
