import type { Ending, Lease } from '../data/data';
import { type Change, type Outcome, tokenlessChanges } from '../domain/change';
import type { ConnectionRecord } from '../domain/connection';
import { undelivered } from '../domain/delivery';
import { type Facts, joinFacts } from '../domain/facts';
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
import { outcomeOf } from './refusal';

export interface Performance {
  readonly record: ConnectionRecord;
  readonly outcome: Outcome<Facts>;
}

/** One change, journaled before and after. The lease is given back with the outcome. */
export async function perform(
  ports: Ports,
  actor: Mover,
  task: { lease: Lease; record: ConnectionRecord; change: Change },
): Promise<Performance> {
  const { lease, change } = task;
  if (!actor.accessToken && !tokenlessChanges.includes(change.kind))
    throw new PortalError('unauthenticated', 'the delegated token is gone');
  const by = moverName(actor);
  const { operationId, record } = await ports.data.intend(lease, task.record, {
    change: change.kind,
    actor: by,
    facts: intentFacts({ ports, record: task.record }, change),
  });
  const context = contextOf(ports, actor, record);
  const conclude = (ending: Pick<Ending, 'outcome' | 'detail' | 'facts'>) =>
    ports.data.conclude(lease, record, { ...ending, operationId, calls: context.calls, actor: by });
  const outcome = await attempt(context, change).catch(async (error: unknown) => {
    // nobody knows how far it came: said so in the journal, and resolved by the next look
    await conclude({ outcome: 'unknown', detail: null, facts: {} }).catch(() => undefined);
    throw error;
  });
  const facts = joinFacts(outcome.facts ?? {}, bookkeeping(record, outcome, ports.now()));
  const detail = outcome.kind === 'wait' ? (outcome.detail ?? null) : null;
  return { record: await conclude({ outcome: outcome.kind, detail, facts }), outcome };
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
  const { ports, record } = context;
  const planned = plannedFor(record, { callbackUrl: ports.settings.callbackUrl, now: ports.now() });
  const plannedContext: PlannedContext | null = planned && { ...context, observed: planned.observed, desired: planned.desired };
  try {
    return await apply(context, plannedContext, change);
  } catch (error) {
    if (error instanceof MicrosoftError)
      return outcomeOf(error.facts, { change: change.kind, waitingSince: record.waitingSince, now: ports.now() });
    const sent = error instanceof StoreError ? undelivered(record) : null;
    if (error instanceof StoreError && sent) return failedDelivery(error, sent, { connection: record.id, now: ports.now() });
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
      return { ...noWait, notBefore, problem: { code: outcome.problem, at: now, evidence: outcome.evidence } };
    }
    default:
      return noWait;
  }
}

const inSeconds = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000);
