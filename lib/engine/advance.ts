import type { ConnectionKey, Lease } from '../data/data';
import type { Change } from '../domain/change';
import type { ConnectionRecord } from '../domain/connection';
import { proofIsOverdue } from '../domain/credential';
import { PortalError } from '../error';
import { decidedHold } from './held';
import { isIdleLook, type Mover, moverName, stepFor } from './mover';
import { noWait } from './patience';
import { perform } from './perform';
import type { Ports } from './ports';
import { proofRecorded } from './watch-proof';

/** One request goes on as long as changes follow each other, but not longer than this. */
const requestBudgetMs = 2_500;

/**
 * Moves a connection on: runs the next changes of its plan until somebody else has to move (Microsoft, the admin) or the request has
 * taken its time, and answers with the record. Safe to repeat and to call twice at once: one worker holds the lease, the other gets
 * the record as it is.
 * @throws PortalError `not-found` for an unknown or foreign id, `unauthenticated` when the admin's token is gone and one is needed
 */
export async function advance(ports: Ports, key: ConnectionKey, actor: Mover): Promise<ConnectionRecord> {
  const endsAt = ports.now().getTime() + requestBudgetMs;
  for (;;) {
    const { record, goesOn } = await advanceOnce({ ports, actor, endsAt }, key);
    if (!goesOn || ports.now().getTime() > endsAt) return record;
  }
}

/** How long one request waits for a running proof, so that a quick one is seen at once. */
const proofPatienceMs = 1_500;

/** One request at work. */
interface Walk {
  readonly ports: Ports;
  readonly actor: Mover;
  /** No change begins later, by the clock of the ports. */
  readonly endsAt: number;
}

interface Advanced {
  readonly record: ConnectionRecord;
  readonly goesOn: boolean;
}

async function advanceOnce(walk: Walk, key: ConnectionKey): Promise<Advanced> {
  const { ports } = walk;
  const held = await ports.data.lease(key);
  if (!held) return { record: await present(ports, key), goesOn: false };
  try {
    return await step(walk, held);
  } catch (error) {
    await ports.data.release(held.lease).catch(() => undefined);
    // somebody decided or signed in meanwhile: the next call starts from what is there now
    if (error instanceof PortalError && error.code === 'stale') return { record: await present(ports, key), goesOn: false };
    throw error;
  }
}

async function step(walk: Walk, { lease, record }: { lease: Lease; record: ConnectionRecord }): Promise<Advanced> {
  const { ports, actor } = walk;
  const decided = await decidedHold(ports, record);
  if (decided) return { record: await ports.data.write(lease, record, decided), goesOn: true };
  const next = nextOf(walk, record);
  if (next.kind === 'finish') {
    const end = { actor: moverName(actor), action: 'connection.completed', facts: { ...noWait, connectedAt: ports.now() } };
    return { record: await ports.data.write(lease, record, end), goesOn: false };
  }
  if (next.kind === 'change') {
    let reached: Turn = next;
    const following = (after: ConnectionRecord) => {
      reached = nextOf(walk, after);
      return reached.kind === 'change' && ports.now().getTime() <= walk.endsAt ? reached.change : null;
    };
    const after = await perform(ports, actor, { lease, record, change: next.change, following });
    // a refusal that is answered with a shorter life needs no pause: the whole ladder shall take some seconds
    return { record: after, goesOn: after.waitReason === 'shorter-key' || (await goesOnFrom(reached)) };
  }
  await ports.data.release(lease, next.kind === 'nothing' && next.isIdle ? record.state : undefined);
  return { record, goesOn: await goesOnFrom(next) };
}

/** What a worker has to do next: a change, the end, a look whether a proof has come, or nothing. */
type Turn =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'finish' }
  | { readonly kind: 'nothing'; readonly isIdle: boolean }
  | { readonly kind: 'proof'; readonly recorded: Promise<void> | null };

/** Asked while the lease is held: a proof that waits for it is recorded at once when it is given back, and then is no longer found. */
function nextOf({ ports, actor }: Walk, record: ConnectionRecord): Turn {
  const now = ports.now();
  const next = stepFor(actor, record, { callbackUrl: ports.settings.callbackUrl, now });
  if (next.kind === 'finish') return next;
  if (next.kind !== 'change' || (record.notBefore && record.notBefore > now)) return { kind: 'nothing', isIdle: isIdleLook(actor, next) };
  const { change } = next;
  if (change.kind === 'proveAccess' && !isSettled(record, change.attempt, now))
    return { kind: 'proof', recorded: proofRecorded(change.attempt) };
  return next;
}

/** Whether another look is worth a lease: there is an end to be written, or a proof that ran in this process has come. */
async function goesOnFrom(reached: Turn): Promise<boolean> {
  if (reached.kind === 'finish') return true;
  return reached.kind === 'proof' && reached.recorded !== null && (await cameInTime(reached.recorded));
}

/**
 * A proof that is there, or that can no longer come, is taken; anything else is waited for. Of one that runs in this process we know better
 * than the database, which may have been away for all of our words.
 */
function isSettled(record: ConnectionRecord, attempt: string, now: Date): boolean {
  const credential = record.credentials.find((item) => item.attempt === attempt);
  if (!credential || credential.provedAt !== null) return true;
  const known = proofRecorded(attempt) === null ? credential : { ...credential, watchedUntil: now };
  return proofIsOverdue(known, now);
}

/** Waits a moment for a proof that runs in this process; true when it has been recorded. */
async function cameInTime(recorded: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, proofPatienceMs, false);
  });
  const came = await Promise.race([recorded.then(() => true), patience]);
  clearTimeout(timer);
  return came;
}

async function present(ports: Ports, key: ConnectionKey): Promise<ConnectionRecord> {
  const record = await ports.data.load(key);
  if (!record) throw new PortalError('not-found', 'no such connection');
  return record;
}
