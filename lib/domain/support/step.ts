import type { ConnectionRecord } from '../connection';
import { currentCredential } from '../state';

/** The six steps as the customer sees them, and the end. */
export const supportSteps = ['sign-in', 'check', 'create', 'approve', 'secure', 'prove', 'done'] as const;
export type SupportStep = (typeof supportSteps)[number];

/** Their names on screen. */
export const stepTitles: Readonly<Record<SupportStep, string>> = {
  'sign-in': 'Sign in',
  check: 'Check',
  create: 'Create',
  approve: 'Approve',
  secure: 'Secure',
  prove: 'Prove',
  done: 'Connected',
};

/** How many of the six are behind a connection that stands at this step. */
export const stepsDone = (step: SupportStep): number => supportSteps.indexOf(step);

/** The first step that is not done, by facts alone. */
export function stepOf(record: ConnectionRecord): SupportStep {
  if (record.connectedAt) return 'done';
  if (record.state === 'invited' || record.state === 'held') return 'sign-in';
  if (!record.acceptedAt) return 'check';
  if (!record.stableAt) return 'create';
  if (!record.grantsCompleteAt) return 'approve';
  const key = currentCredential(record);
  return key?.state === 'delivered' || key?.state === 'live' ? 'prove' : 'secure';
}

/** A step that ended, and how long it took. */
export interface StepTime {
  readonly step: SupportStep | 'all';
  readonly durationMs: number;
}

/**
 * Steps that these facts ended: each runs from the end of the one before it to its own; `all` from the acceptance of the plan to the
 * proof, the first time that an organization is connected: a change of what is connected takes seconds and says nothing of those who begin.
 * The time until somebody accepts is the `check` step, people included.
 */
export function endedSteps(before: ConnectionRecord, after: ConnectionRecord): StepTime[] {
  const [was, is] = [endsOf(before), endsOf(after)];
  const steps = ['check', 'create', 'approve', 'secure', 'prove'] as const;
  const times = steps.flatMap((step, index) => {
    const [begin, end] = [is[index], is[index + 1]];
    return begin && end && !was[index + 1] ? [{ step, durationMs: Math.max(0, end.getTime() - begin.getTime()) }] : [];
  });
  const { acceptedAt, connectedAt } = after;
  if (!acceptedAt || !connectedAt || before.connectedAt || wasConnected(before, acceptedAt)) return times;
  return [...times, { step: 'all', durationMs: Math.max(0, connectedAt.getTime() - acceptedAt.getTime()) }];
}

/** A key that was proved before the plan was accepted (again) is of an earlier connection. */
const wasConnected = ({ credentials }: ConnectionRecord, acceptedAt: Date): boolean =>
  credentials.some(({ provedAt }) => provedAt !== null && provedAt < acceptedAt);

function endsOf(record: ConnectionRecord): readonly (Date | null)[] {
  const key = currentCredential(record);
  return [record.signedInAt, record.acceptedAt, record.stableAt, record.grantsCompleteAt, key?.deliveredAt ?? null, record.connectedAt];
}
