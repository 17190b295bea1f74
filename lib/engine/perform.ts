import type { Ending, Lease } from '../data/data';
import type { Change, Outcome } from '../domain/change';
import type { ConnectionRecord } from '../domain/connection';
import { type Facts, joinFacts } from '../domain/facts';
import { plannedFor } from '../domain/next-step';
import { PortalError } from '../error';
import { log } from '../log';
import { MicrosoftError } from '../microsoft/microsoft-error';
import { StoreError } from '../store/store';
import { apply, intentFacts } from './apply';
import type { ChangeContext, PlannedContext } from './changes/change-context';
import { noWait } from './patience';
import type { Actor, Ports } from './ports';
import { failureContext, outcomeOf } from './refusal';

/** Changes that ask nothing of Microsoft with the admin's token. */
const tokenless: readonly Change['kind'][] = ['deliverCredential', 'proveAccess'];

export interface Performance {
  readonly record: ConnectionRecord;
  readonly outcome: Outcome<Facts>;
}

/** One change, journaled before and after. The lease is given back with the outcome. */
export async function perform(
  ports: Ports,
  actor: Actor,
  task: { lease: Lease; record: ConnectionRecord; change: Change },
): Promise<Performance> {
  const { lease, change } = task;
  if (!actor.accessToken && !tokenless.includes(change.kind)) throw new PortalError('unauthenticated', 'the delegated token is gone');
  const by = `${actor.person.oid}@${actor.tenantId}`;
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

function contextOf(ports: Ports, actor: Actor, record: ConnectionRecord): ChangeContext {
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
const laterChanges: readonly Change['kind'][] = ['checkGrants', 'mintCredential', 'removeCredential'];

async function tried(context: ChangeContext, change: Change): Promise<Outcome<Facts>> {
  const { ports, record } = context;
  const planned = plannedFor(record, { callbackUrl: ports.settings.callbackUrl, now: ports.now() });
  const plannedContext: PlannedContext | null = planned && { ...context, observed: planned.observed, desired: planned.desired };
  try {
    return await apply(context, plannedContext, change);
  } catch (error) {
    if (error instanceof MicrosoftError) return outcomeOf(error.facts, failureContext(record, change.kind, ports.now()));
    if (error instanceof StoreError) return storeOutcome(error, record.id);
    throw error;
  }
}

/** The sealed record is kept in any case, and putting it again is safe. Why the store said no is told to the operator alone. */
function storeOutcome(error: StoreError, connection: string): Outcome<Facts> {
  log.warn('delivery-failed', { connection, kind: error.kind, error });
  if (error.kind === 'unavailable') return { kind: 'wait', reason: 'delivery', retryAfterSeconds: 5 };
  return { kind: 'refused', problem: 'delivery-delayed', evidence: { Code: error.kind } };
}

/** The wait clock and the problem follow from the outcome alone. */
function bookkeeping(record: ConnectionRecord, outcome: Outcome<Facts>, now: Date): Facts {
  switch (outcome.kind) {
    case 'wait':
      return {
        waitingSince: record.waitingSince ?? now,
        waitReason: outcome.reason,
        notBefore: new Date(now.getTime() + outcome.retryAfterSeconds * 1000),
      };
    case 'refused':
      return { ...noWait, problem: { code: outcome.problem, at: now, evidence: outcome.evidence, claims: outcome.claims } };
    default:
      return noWait;
  }
}
