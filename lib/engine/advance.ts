import type { ConnectionKey, Lease } from '../data/data';
import type { ConnectionRecord } from '../domain/connection';
import type { NextStep } from '../domain/next-step';
import { proofIsOverdue } from '../domain/plan';
import { PortalError } from '../error';
import { afterIdleLook, type Mover, moverName, stepFor, worker } from './mover';
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
  const startedAt = ports.now().getTime();
  for (;;) {
    const { record, goesOn } = await advanceOnce(ports, key, actor);
    if (!goesOn || ports.now().getTime() - startedAt > requestBudgetMs) return record;
  }
}

/** How long one request waits for a running proof, so that a quick one is seen at once. */
const proofPatienceMs = 1_500;

interface Advanced {
  readonly record: ConnectionRecord;
  readonly goesOn: boolean;
}

async function advanceOnce(ports: Ports, key: ConnectionKey, actor: Mover): Promise<Advanced> {
  const held = await ports.data.lease(key);
  if (!held) return { record: await present(ports, key), goesOn: false };
  try {
    return await step(ports, actor, { ...held, record: await recover(ports, held) });
  } catch (error) {
    await ports.data.release(held.lease).catch(() => undefined);
    // somebody decided or signed in meanwhile: the next call starts from what is there now
    if (error instanceof PortalError && error.code === 'stale') return { record: await present(ports, key), goesOn: false };
    throw error;
  }
}

async function step(ports: Ports, actor: Mover, held: { lease: Lease; record: ConnectionRecord }): Promise<Advanced> {
  const { lease, record } = held;
  const now = ports.now();
  const from = { callbackUrl: ports.settings.callbackUrl, now };
  const next = stepFor(actor, record, from);
  if (next.kind === 'finish') {
    const finished = await ports.data.write(lease, record, {
      actor: actor === worker ? moverName(actor) : 'portal',
      action: 'connection.completed',
      facts: { connectedAt: now },
    });
    await settle(ports, lease);
    return { record: finished, goesOn: false };
  }
  if (next.kind !== 'change' || (record.notBefore && record.notBefore > now)) {
    await ports.data.release(lease, afterIdleLook(actor, next));
    return { record, goesOn: false };
  }
  const { change } = next;
  if (change.kind === 'proveAccess' && !isSettled(record, change.attempt, now)) {
    // asked for before the lease is given back: a proof that waits for it is recorded at once, and then is no longer found
    const recorded = proofRecorded(change.attempt);
    await ports.data.release(lease);
    return { record, goesOn: recorded !== null && (await cameInTime(recorded)) };
  }
  const performed = await perform(ports, actor, { lease, record, change });
  if (performed.record.connectedAt && !record.connectedAt) await ports.data.forgetTokens(lease);
  const goesOn = performed.outcome.kind === 'done' && isOurs(stepFor(actor, performed.record, { ...from, now: ports.now() }));
  return { record: performed.record, goesOn };
}

/** Whether a step can be made without a person: for any other, another lease would be taken for nothing. */
const isOurs = (next: NextStep) => next.kind === 'change' || next.kind === 'finish';

/** A key that was intended and never reported: its worker is gone, and whether Microsoft made it is not known. */
async function recover(ports: Ports, held: { lease: Lease; record: ConnectionRecord }): Promise<ConnectionRecord> {
  const orphaned = held.record.credentials.filter((credential) => credential.state === 'intended');
  if (orphaned.length === 0) return held.record;
  const credentials = orphaned.map((credential) => ({ ...credential, state: 'unknown' as const, unknownAt: ports.now() }));
  return ports.data.write(held.lease, held.record, { actor: 'portal', action: 'credential.unknown', facts: { credentials } });
}

/** A proof that is there, or that can no longer come, is taken; anything else is waited for. */
function isSettled(record: ConnectionRecord, attempt: string, now: Date): boolean {
  const credential = record.credentials.find((item) => item.attempt === attempt);
  return !credential || credential.provedAt !== null || proofIsOverdue(credential, now);
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

async function settle(ports: Ports, lease: Lease): Promise<void> {
  await ports.data.release(lease);
  await ports.data.forgetTokens(lease);
}

async function present(ports: Ports, key: ConnectionKey): Promise<ConnectionRecord> {
  const record = await ports.data.load(key);
  if (!record) throw new PortalError('not-found', 'no such connection');
  return record;
}
