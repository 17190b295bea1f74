import type { FieldFault } from '@/lib/contract/staff-invitations';
import type { Staff } from './staff';

/** What became of a request to the staff's API, as the pages need to tell it apart. */
export type StaffAnswer<Body> =
  | { readonly kind: 'ok'; readonly body: Body; readonly response: Response }
  /** The sign-in has ended, or the portal no longer believes it (401 twice). */
  | { readonly kind: 'ended' }
  /** The role for this is missing (403). */
  | { readonly kind: 'no-right'; readonly reason: string }
  | { readonly kind: 'missing' }
  /** The portal said no; it will say no again. */
  | ({ readonly kind: 'refused' } & Refusal)
  /** No answer, or a portal in trouble: worth another try. */
  | { readonly kind: 'unreachable' };

/** A request of the staff's pages; `body` makes it a POST. */
export interface StaffAsk {
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** For so long a write waits for its answer, where it may take longer than usual. */
  readonly patienceMs?: number;
  /** The answer is a file, which the caller reads from the response itself. */
  readonly file?: boolean;
}

/**
 * Sends a request with the person's token. A token which the portal does not believe is renewed once: it may have been taken back since.
 * Never throws, except when `signal` ended it. The shape of a good answer is our own contract and taken on trust.
 */
export async function askPortal<Body>(staff: Staff, ask: StaffAsk): Promise<StaffAnswer<Body>> {
  const first = await withToken<Body>(staff, ask, false);
  return first.kind === 'ended' ? withToken<Body>(staff, ask, true) : first;
}

async function withToken<Body>(staff: Staff, ask: StaffAsk, renew: boolean): Promise<StaffAnswer<Body>> {
  const token = await staff.token(renew);
  if (token.kind !== 'ok') return token;
  try {
    const response = await fetch(ask.path, requestOf(ask, token.token));
    if (!response.ok) return judge(response.status, await problemOf(response));
    return { kind: 'ok', body: (ask.file ? null : await response.json()) as Body, response };
  } catch (error) {
    if (ask.signal?.aborted) throw error;
    return { kind: 'unreachable' };
  }
}

/** A line may be cut without a word: a write that is not answered for so long counts as not answered. */
const usualPatienceMs = 60_000;

function requestOf({ body, signal, patienceMs = usualPatienceMs }: StaffAsk, token: string): RequestInit {
  const authorization = `Bearer ${token}`;
  const common = { cache: 'no-store', credentials: 'omit', signal: signal ?? null } as const;
  if (body === undefined) return { ...common, headers: { authorization } };
  const headers = { authorization, 'content-type': 'application/json', 'x-requested-with': 'defender-connect' };
  return { ...common, method: 'POST', headers, body: JSON.stringify(body), signal: signal ?? AbortSignal.timeout(patienceMs) };
}

interface Refusal {
  readonly code: string;
  readonly reason: string;
  readonly trace: string;
  /** What is wrong field by field, where fields were sent. */
  readonly faults: readonly FieldFault[];
}

function judge(status: number, problem: Refusal): StaffAnswer<never> {
  if (status === 401) return { kind: 'ended' };
  if (status === 403) return { kind: 'no-right', reason: problem.reason };
  if (status === 404) return { kind: 'missing' };
  if (status === 429 || status >= 500) return { kind: 'unreachable' };
  return { kind: 'refused', ...problem };
}

/** The refusal's own words; a proxy between may answer with something that is not ours. */
async function problemOf(response: Response): Promise<Refusal> {
  const problem: unknown = await response.json().catch(() => null);
  const text = (key: string) => {
    const value: unknown = typeof problem === 'object' && problem !== null ? Reflect.get(problem, key) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { code: text('code') || 'internal', reason: text('reason') || text('title'), trace: text('trace'), faults: faultsOf(problem) };
}

/** Like a good answer, faults are our own contract and taken on trust, where there are any. */
const faultsOf = (problem: unknown): readonly FieldFault[] =>
  typeof problem === 'object' && problem !== null && 'faults' in problem && Array.isArray(problem.faults) ? problem.faults : [];
