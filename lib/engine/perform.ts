import type { Intent, Lease } from '../data/data';
import { type Change, type Outcome, tokenlessChanges } from '../domain/change';
import type { ConnectionRecord } from '../domain/connection';
import { undelivered } from '../domain/delivery';
import { applyFacts, type Facts, joinFacts } from '../domain/facts';
import { plannedFor } from '../domain/next-step';
import { PortalError } from '../error';
import { MicrosoftError } from '../microsoft/microsoft-error';
import { StoreError } from '../store/store';
import { apply, intentFacts } from './apply';
import type { ChangeContext, PlannedContext } from './changes/change-context';
import { failedDelivery } from './delivery';
import { type Mover, moverName } from './mover';
import { noWait } from './patience';
import type { Ports } from './ports';
import { failureContext, outcomeOf } from './refusal';

/** A change that is to be made under a lease. */
export interface Task {
  readonly lease: Lease;
  readonly record: ConnectionRecord;
  readonly change: Change;
  /** The change that this worker makes next, asked after one that is done; null when it stops here. */
  readonly following: (record: ConnectionRecord) => Change | null;
}

/**
 * Makes a change and those that follow it, each journaled before and after: the outcome of one and the intent of the next in one
 * transaction. The lease is given back with the last outcome.
 * @throws PortalError `unauthenticated`, before anything is journaled, when the first change needs the admin's token and it is gone
 */
export async function perform(ports: Ports, actor: Mover, task: Task): Promise<ConnectionRecord> {
  const { lease, following } = task;
  if (!mayMake(actor, task.change)) throw new PortalError('unauthenticated', 'the delegated token is gone');
  let intended = await ports.data.intend(lease, task.record, intentOf({ ports, record: task.record }, { actor, change: task.change }));
  for (let change: Change | null = task.change; change; ) {
    const { operationId, record } = intended;
    const { outcome, facts, calls } = await journaled(contextOf(ports, actor, record), { lease, operationId, change });
    const after = applyFacts(record, facts);
    const next: Change | null = outcome.kind === 'done' ? following(after) : null;
    change = next && mayMake(actor, next) ? next : null;
    const intent = change && intentOf({ ports, record: after }, { actor, change });
    const detail = outcome.kind === 'wait' ? (outcome.detail ?? null) : null;
    const ending = { operationId, outcome: outcome.kind, detail, facts, calls, actor: moverName(actor), next: intent };
    const concluded = await ports.data.conclude(lease, record, ending);
    if (concluded.operationId === null) return concluded.record;
    intended = { operationId: concluded.operationId, record: concluded.record };
  }
  return intended.record;
}

const mayMake = (actor: Mover, { kind }: Change) => actor.accessToken !== null || tokenlessChanges.includes(kind);

function intentOf(context: { ports: Ports; record: ConnectionRecord }, { actor, change }: { actor: Mover; change: Change }): Intent {
  return { change: change.kind, actor: moverName(actor), facts: intentFacts(context, change) };
}

interface Journaled {
  readonly outcome: Outcome<Facts>;
  /** What the outcome teaches, with the wait clock and the problem. */
  readonly facts: Facts;
  readonly calls: ChangeContext['calls'];
}

/** The effect of a change that was intended. */
async function journaled(context: ChangeContext, task: { lease: Lease; operationId: string; change: Change }): Promise<Journaled> {
  const { ports, actor, record, calls } = context;
  const outcome = await attempt(context, task.change).catch(async (error: unknown) => {
    // nobody knows how far it came: said so in the journal, and resolved by the next look
    const unknown = { outcome: 'unknown', detail: null, facts: {}, next: null } as const;
    const ending = { ...unknown, operationId: task.operationId, calls, actor: moverName(actor) };
    await ports.data.conclude(task.lease, record, ending).catch(() => undefined);
    throw error;
  });
  return { outcome, facts: joinFacts(outcome.facts ?? {}, bookkeeping(record, outcome, ports.now())), calls };
}

function contextOf(ports: Ports, actor: Mover, record: ConnectionRecord): ChangeContext {
  const calls: ChangeContext['calls'] = [];
  const { cloud } = ports.settings;
  const caller = {
    cloud,
    tenantId: record.tenantId,
    accessToken: actor.accessToken ?? '',
    trace: (call: (typeof calls)[number]) => void calls.push(call),
  };
  return { ports, actor, record, caller, calls };
}

async function attempt(context: ChangeContext, change: Change): Promise<Outcome<Facts>> {
  const outcome = await tried(context, change);
  const isAbsent = outcome.kind === 'wait' && outcome.reason === 'replication' && laterChanges.includes(change.kind);
  if (!isAbsent) return outcome;
  // the tenant was stable before: somebody may have deleted what we look for, and then the plan is another one
  const seen = await tried(context, { kind: 'observe', by: 'portal' });
  return seen.kind === 'done' ? { ...outcome, facts: joinFacts(outcome.facts ?? {}, seen.facts) } : outcome;
}

/** Changes that come after stable reads: what they miss was there. */
const laterChanges: readonly Change['kind'][] = [
  'checkGrants',
  'mintCredential',
  'addCertificate',
  'removeCredential',
  'removeForeignCredential',
];

async function tried(context: ChangeContext, change: Change): Promise<Outcome<Facts>> {
  const { ports, record } = context;
  const planned = plannedFor(record, { callbackUrl: ports.settings.callbackUrl, now: ports.now() });
  const plannedContext: PlannedContext | null = planned && { ...context, observed: planned.observed, desired: planned.desired };
  try {
    return await apply(context, plannedContext, change);
  } catch (error) {
    if (error instanceof MicrosoftError) return outcomeOf(error.facts, failureContext(record, change.kind, ports.now()));
    const sent = error instanceof StoreError ? undelivered(record) : null;
    if (error instanceof StoreError && sent) return failedDelivery(error, sent, { record, now: ports.now() });
    throw error;
  }
}

/** The wait clock and the problem follow from the outcome alone. */
function bookkeeping(record: ConnectionRecord, outcome: Outcome<Facts>, now: Date): Facts {
  switch (outcome.kind) {
    case 'wait':
      return {
        waitingSince: record.waitingSince ?? now,
        waitReason: outcome.reason,
        notBefore: inSeconds(now, outcome.retryAfterSeconds),
      };
    case 'refused': {
      const notBefore = outcome.retryAfterSeconds === undefined ? null : inSeconds(now, outcome.retryAfterSeconds);
      return { ...noWait, notBefore, problem: { code: outcome.problem, at: now, evidence: outcome.evidence, claims: outcome.claims } };
    }
    case 'unknown': {
      const { retryAfterSeconds } = outcome;
      if (retryAfterSeconds === undefined) return noWait;
      return { waitingSince: now, waitReason: 'key-lookup', notBefore: inSeconds(now, retryAfterSeconds) };
    }
    default:
      return noWait;
  }
}

const inSeconds = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000);
