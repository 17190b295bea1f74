import { type SealerOptions, startChild } from './child';
import type { CertificateOrder, MintReport, OutOfTime, ProofProgress, ProofReport, SealOrder, TakeOverOrder } from './messages';
import { takePrepared } from './prepared';
import { usualLimits } from './proof-world';
import { listenTo, type SealerChild } from './sealer-child';
import type { SealerRun } from './sealer-run';

/**
 * Microsoft names no time until a new key is accepted everywhere. A sealer tries for some two and a half minutes and then hands the secret on;
 * so many together outlast ten minutes of lag, and end within the quarter of an hour after which a person is asked.
 */
export const mostSealers = 5;

/** Gives an order to a sealer, one that was prepared when there is one, and to others after it as long as only time is missing. */
export function spawnSealer(order: Order, options: SealerOptions = {}): SealerRun {
  const crew = newCrew(options);
  const first = crew.begin(order);
  const proof = proved(crew, first, order);
  return {
    minted: first.said('sealed', 'mint-failed').then((report) => report ?? diedBeforeReport()),
    proof,
    ended: proof.then(() => crew.gone()),
    progress: () => crew.progress(),
    end: () => crew.end(),
  };
}

type Order = SealOrder | CertificateOrder;

/** The processes that work on one order, one after the other. */
interface Crew {
  begin(order: Order | TakeOverOrder): SealerChild;
  progress(): ProofProgress | null;
  end(): void;
  isEnded(): boolean;
  /** Resolves when all of them are gone. */
  gone(): Promise<void>;
}

function newCrew(options: SealerOptions): Crew {
  const all: SealerChild[] = [];
  const waits = new Map<string, ProofProgress>();
  let ended = false;
  return {
    begin(order) {
      waits.clear();
      const sealer = listenTo(takePrepared() ?? startChild(options), (message) => waits.set(message.api, message));
      all.push(sealer);
      sealer.tell({ ...order, limits: options.limits ?? usualLimits });
      return sealer;
    },
    progress: () => mostBasic([...waits.values()]),
    end() {
      ended = true;
      for (const sealer of all) sealer.end();
    },
    isEnded: () => ended,
    gone: async () => void (await Promise.all(all.map((sealer) => sealer.ended))),
  };
}

/** The proof, by whichever sealer; what was seen so far when nobody can take over; null when the one at work ended without a word. */
async function proved(crew: Crew, first: SealerChild, order: Order): Promise<ProofReport | null> {
  let [sealer, seen]: [SealerChild, OutOfTime | null] = [first, null];
  for (let count = 1; ; count += 1) {
    const report = await sealer.said('proof', 'out-of-time');
    if (!report) return null;
    // a signer that is away for a moment says nothing about the certificate, of which more is known already
    const isAway = report.kind === 'proof' && report.signer === 'unavailable' && seen !== null;
    if (report.kind === 'proof' && !isAway) return report;
    if (report.kind === 'out-of-time') seen = report;
    const next = count < mostSealers && !crew.isEnded() ? await relieve(crew, sealer, order).catch(() => null) : null;
    sealer.end();
    if (crew.isEnded()) return null;
    if (!next) return { ...(seen ?? report), kind: 'proof' };
    sealer = next;
  }
}

/**
 * Has another sealer go on; null when the secret could not be handed on.
 * @throws when no process can be started
 */
async function relieve(crew: Crew, sealer: SealerChild, order: Order): Promise<SealerChild | null> {
  if (order.kind === 'prove-certificate') return crew.begin(order);
  const { cloud, binding, wantedRoles } = order;
  const next = crew.begin({ kind: 'take-over', cloud, binding, wantedRoles });
  const ready = await next.said('ready');
  if (ready) sealer.tell({ kind: 'hand-on', key: ready.key });
  const handed = ready && (await sealer.said('handed-on'));
  if (handed) next.tell(handed);
  else next.end();
  return handed && next;
}

/** All three APIs wait for the same secret first, each for its roles and its answer then. */
function mostBasic(waits: readonly ProofProgress[]): ProofProgress | null {
  const first = (['secret', 'roles', 'answer'] as const).map((what) => waits.find((wait) => wait.waitingFor === what));
  return first.find((wait) => wait !== undefined) ?? null;
}

function diedBeforeReport(): MintReport {
  const nothing = { status: null, code: null, detail: null, requestId: null, clientRequestId: null, retryAfterSeconds: null };
  return { kind: 'mint-failed', error: { kind: 'lost', purpose: 'Create the client secret', ...nothing }, trace: [] };
}
