import type { ConnectionView } from '../../contract/connection';
import type { OperationRecord } from '../../data/data';
import type { ApprovalLink } from '../../domain/approval-link';
import type { PublicCertificate } from '../../domain/certificate';
import type { Cloud } from '../../domain/clouds';
import type { ConnectionRecord, Person, Problem } from '../../domain/connection';
import { isStoreTrouble, undelivered } from '../../domain/delivery';
import { type Desired, manifestResourceAppIds } from '../../domain/desired';
import { expectedName } from '../../domain/expected';
import { keyLife } from '../../domain/key-life';
import { type NextStep, nextStep, plannedFor } from '../../domain/next-step';
import type { Observed } from '../../domain/observed';
import { apiName, manifest } from '../../domain/permissions';
import { type Preflight, preflight } from '../../domain/preflight';
import { roleHint } from '../../domain/roles';
import { choicesOf } from './choices';
import { handOverOf, waitsForColleague } from './hand-over';
import { logLines } from './log-lines';
import { matrixOf } from './matrix';
import { canChoose, namesakeViews } from './namesake-view';
import { planLines } from './plan-lines';
import { problemView } from './problem-view';
import { resultOf } from './result';
import { stepsOf } from './steps';
import { waitOf } from './wait';

/** Everything that a view is made from. The view is a pure function of it. */
export interface ViewInput {
  readonly record: ConnectionRecord;
  /** Whose browser it is. */
  readonly person: Person;
  readonly operations: readonly OperationRecord[];
  readonly cloud: Cloud;
  readonly callbackUrl: string;
  readonly now: Date;
  /** FortifyData's certificate, where this deployment offers one. */
  readonly certificate: PublicCertificate | null;
  /** The newest link to a colleague; absent: none. */
  readonly handOver?: ApprovalLink | null;
  /** Whether what Microsoft holds can be read with this browser's sign-in. */
  readonly tokenLives?: boolean;
}

/** The input with what follows from it, shared by the parts of the view. */
export interface ViewContext extends ViewInput {
  readonly next: NextStep;
  readonly planned: ReturnType<typeof plannedFor>;
  readonly observed: Observed | null;
  readonly desired: Desired | null;
  readonly preflight: readonly Preflight[];
}

/** The one shape which the page renders, every route answers, and support sees as "what the customer sees". */
export const connectionView = (input: ViewInput): ConnectionView => viewOf(viewContext(input));

/** The input with what follows from it. */
export function viewContext(input: ViewInput): ViewContext {
  const { record, person, callbackUrl, now } = input;
  const planned = plannedFor(record, { callbackUrl, now });
  const next = nextStep(record, { callbackUrl, now, who: person.oid });
  const lines = planned ? preflight({ ...planned, roles: person.roles, record, life: keyLife(record, now) }) : [];
  return { ...input, next, planned, observed: planned?.observed ?? null, desired: planned?.desired ?? null, preflight: lines };
}

/** The view, for whoever needs its context besides. */
export function viewOf(context: ViewContext): ConnectionView {
  const { record, person, next, planned, preflight: lines } = context;
  const hint = roleHint(person.roles);
  return {
    id: record.id,
    state: record.state,
    screen: waitsForColleague(context) ? 'hand-over' : screenOf(record, next),
    next: waitsForColleague(context) ? { by: 'colleague', retryAfterSeconds: approvalLookSeconds } : moveOf(context),
    organization: planned ? { ...organizationOf(planned.observed), tenantId: record.tenantId } : null,
    invitation: record.invitation && { customer: record.invitation.customer, expected: expectedName(record.invitation.expected) },
    observedAt: planned?.observed.at.toISOString() ?? null,
    admin: { name: person.name, account: person.account, role: hint.role, mayApprove: hint.mayApprove },
    steps: stepsOf(context),
    preflight: lines.map((line) => ({ ...line, status: statusWord[line.tone] })),
    plan: planOf(context, planned),
    namesakes: planned ? namesakeViews({ ...context, observed: planned.observed }) : [],
    adopting: record.adoption?.objectId ?? null,
    permissions: permissionCounts(record, planned),
    consentAddress: `${new URL(context.cloud.authorityUrl).origin}/`,
    wait: waitOf(context),
    log: logLines(context.operations),
    problem: problemOf(context),
    choices: choicesOf(context),
    handOver: handOverOf(context),
    matrix: matrixOf(context),
    result: resultOf(context),
  };
}

const statusWord = { good: 'Passed', note: 'Note', bad: 'Stops us' } as const;

const organizationOf = ({ organization }: Observed) => ({ name: organization.name, domain: organization.domain });

function permissionCounts(record: ConnectionRecord, planned: ReturnType<typeof plannedFor>): ConnectionView['permissions'] {
  const counts = planned?.desired.counts ?? { application: 0, delegated: 0 };
  const missing = manifestResourceAppIds.filter((appId) => planned && !planned.observed.resources[appId]);
  return {
    ...counts,
    total: counts.application + counts.delegated,
    missingApis: missing,
    absent: absentOf(missing.filter((appId) => !record.leftOut.includes(appId))),
    leftOut: [...record.leftOut],
    setAside: (planned?.desired.setAside ?? []).map((row) => ({ ...row })),
  };
}

function absentOf(appIds: readonly string[]): ConnectionView['permissions']['absent'] {
  if (appIds.length === 0) return null;
  const permissions = manifest.rows.filter((row) => appIds.includes(row.resourceAppId)).length;
  return { names: appIds.map(apiName).join(' and '), count: appIds.length, permissions };
}

/** While an app made by hand may be chosen, the plan is that of a new one: nothing is chosen for anybody, whatever a colleague chose. */
function planOf({ record, callbackUrl, now }: ViewInput, planned: ReturnType<typeof plannedFor>): ConnectionView['plan'] {
  const open = planned && canChoose(planned.observed) ? plannedFor({ ...record, adoption: null }, { callbackUrl, now }) : planned;
  return open ? planLines(open.changes, open.desired, { life: keyLife(record, now), certificate: record.certificate }) : [];
}

/** A page that is open while the store is away soon sees what the worker has done meanwhile. */
const deliveryLookMs = 10_000;

const adminScreens = { problem: 'problem', guest: 'problem', held: 'problem', consent: 'approve', decide: 'plan' } as const;

function screenOf(record: ConnectionRecord, next: NextStep): ConnectionView['screen'] {
  switch (next.kind) {
    case 'admin':
      return adminScreens[next.why];
    case 'nothing':
      return 'connected';
    case 'finish':
      return 'progress';
    case 'change':
      return next.change.kind === 'observe' && (!record.acceptedAt || record.connectedAt) ? 'checking' : 'progress';
    default:
      return next satisfies never;
  }
}

/** How often a page looks for an approval of which nobody has come back to tell. */
const approvalLookSeconds = 5;

function moveOf({ record, next, now, tokenLives }: ViewContext): ConnectionView['next'] {
  if (next.kind === 'admin' && next.why === 'held') return heldMove(record);
  // whoever left for Microsoft may have approved there, and the way back was lost
  if (next.kind === 'admin' && next.why === 'consent' && record.consentRequestedAt && tokenLives !== false)
    return { by: 'admin', retryAfterSeconds: approvalLookSeconds };
  const by = { admin: 'admin', nothing: 'nobody', finish: 'portal', change: 'portal' } as const;
  // the worker goes on with what the store refused, so the page looks whether it was mended
  if (isStoreTrouble(record) && undelivered(record)) return { by: 'portal', retryAfterSeconds: deliveryLookMs / 1000 };
  if (next.kind !== 'change') return { by: by[next.kind], retryAfterSeconds: 0 };
  const waitMs = record.notBefore ? record.notBefore.getTime() - now.getTime() : 0;
  const pauseMs = record.waitReason === 'delivery' ? Math.min(waitMs, deliveryLookMs) : waitMs;
  const proof = next.change.kind === 'proveAccess' && pauseMs <= 0 ? 0.5 : 0;
  return { by: next.change.by === 'microsoft' ? 'microsoft' : 'portal', retryAfterSeconds: Math.max(0, pauseMs / 1000, proof) };
}

/** How often the page of a held connection looks whether support has decided. */
const holdLookSeconds = 5;

const heldMove = ({ invitation }: ConnectionRecord): ConnectionView['next'] =>
  invitation?.refusedAt ? { by: 'nobody', retryAfterSeconds: 0 } : { by: 'fortifydata', retryAfterSeconds: holdLookSeconds };

/** The problem of the connection, the hold before it began, or the one that only this person has. */
function problemOf(context: ViewContext): ConnectionView['problem'] {
  const { record, next, observed } = context;
  if (next.kind === 'admin' && next.why === 'held') return problemView(context, holdOf(record));
  if (record.problem) return problemView(context, record.problem);
  if (next.kind !== 'admin' || next.why !== 'guest' || !observed) return null;
  return problemView(context, { code: 'guest-account', at: observed.at, evidence: {} });
}

function holdOf({ invitation, signedInAt }: ConnectionRecord): Problem {
  const refusedAt = invitation?.refusedAt;
  return refusedAt
    ? { code: 'invitation-refused', at: refusedAt, evidence: {} }
    : { code: 'invitation-held', at: signedInAt, evidence: {} };
}
