import type { StepKey, StepView } from '../../contract/connection';
import type { ChangeKind } from '../../domain/change';
import { undelivered } from '../../domain/delivery';
import { compareGrants } from '../../domain/grants';
import { currentCredential } from '../../domain/state';
import type { ViewContext } from './connection-view';
import { waitsForColleague } from './hand-over';

interface StepFacts {
  readonly key: StepKey;
  readonly title: string;
  readonly done: boolean;
  readonly sentence: string;
  readonly todo: string;
  readonly expected: string;
  readonly changes: readonly ChangeKind[];
}

/** The six steps: what is done is done by facts; the first one that is not runs, waits, or stands still. */
export function stepsOf(context: ViewContext): StepView[] {
  const facts = stepFacts(context);
  const current = facts.findIndex((step) => !step.done);
  return facts.map((step, index) => ({
    key: step.key,
    title: step.title,
    state: step.done ? 'done' : index === current ? currentState(context) : 'todo',
    sentence: step.done || index === current ? step.sentence : step.todo,
    ...timesOf(step, context),
    expected: step.done ? null : step.expected,
  }));
}

function currentState(context: ViewContext): StepView['state'] {
  const { record, next } = context;
  if (record.problem) return 'stop';
  if (waitsForColleague(context)) return 'wait';
  if (next.kind === 'admin' && next.why === 'held') return record.invitation?.refusedAt ? 'stop' : 'wait';
  return next.kind === 'change' && record.waitReason ? 'wait' : 'now';
}

function stepFacts(context: ViewContext): StepFacts[] {
  const { record, desired } = context;
  const credential = currentCredential(record);
  const deciding = context.next.kind === 'admin' && context.next.why === 'decide';
  const connected = record.connectedAt !== null && !deciding;
  const created = connected || (!deciding && record.acceptedAt !== null && record.stableAt !== null);
  const approved = connected || (created && record.grantsCompleteAt !== null);
  const secured = connected || (approved && credential !== null && ['delivered', 'live'].includes(credential.state));
  const total = desired ? desired.counts.application + desired.counts.delegated : 61;
  const wanted = desired?.wantedGrants.length ?? 49;
  return [
    { key: 'sign-in', title: 'Sign in', done: true, sentence: signInSentence(context), todo: '', expected: '', changes: [] },
    {
      key: 'check',
      title: 'Check',
      done: connected || (!deciding && record.acceptedAt !== null),
      sentence: checkSentence(context),
      todo: 'We read your organization and Microsoft’s permission lists.',
      expected: 'about 2 s',
      changes: ['observe'],
    },
    {
      key: 'create',
      title: 'Create',
      done: created,
      sentence: created ? `App with ${total} permissions and its service principal` : madeNow(record.adoption !== null),
      todo: record.adoption ? 'The app made by hand is repaired.' : 'The app and its service principal are created.',
      expected: 'about 30 s',
      changes: [
        'createResourcePrincipal',
        'createApplication',
        'adoptApplication',
        'updateApplication',
        'createServicePrincipal',
        'awaitStableReads',
      ],
    },
    {
      key: 'approve',
      title: 'Approve',
      done: approved,
      sentence: approveSentence(context, { approved, wanted }),
      todo: 'You approve on Microsoft’s page. This needs you.',
      expected: 'about 30 s',
      changes: ['requestConsent', 'checkGrants'],
    },
    {
      key: 'secure',
      title: 'Secure',
      done: secured,
      ...secureWords(context, secured),
      expected: 'about 10 s',
      changes: ['removeCredential', 'mintCredential', 'addCertificate', 'deliverCredential'],
    },
    {
      key: 'prove',
      title: 'Prove',
      done: connected,
      sentence: connected ? `${wanted} permissions and the APIs were tried out` : `${wanted} permissions and 3 APIs are tried out.`,
      todo: `${wanted} permissions and 3 APIs are tried out.`,
      expected: 'about 20 s',
      changes: ['proveAccess', 'removeForeignCredential'],
    },
  ];
}

function secureWords(context: ViewContext, secured: boolean): Pick<StepFacts, 'sentence' | 'todo'> {
  if (context.record.certificate) {
    const todo = 'FortifyData’s certificate is added to the app.';
    return { sentence: secured ? 'FortifyData’s certificate is on the app. There is no client secret.' : todo, todo };
  }
  const todo = 'The key is made and sealed for FortifyData.';
  return { sentence: secured ? 'Key sealed and delivered. Nobody has seen it.' : secureSentence(context), todo };
}

function secureSentence({ record }: ViewContext): string {
  const waits = undelivered(record)?.deliveryStartedAt && (record.waitReason === 'delivery' || record.problem);
  return waits ? 'The key is made and sealed. FortifyData’s store has not taken it yet.' : 'The key is made and sealed for FortifyData.';
}

const madeNow = (adopts: boolean) =>
  adopts ? 'The app made by hand is being repaired.' : 'The app and its service principal are being created.';

const signInSentence = ({ person, observed }: ViewContext) =>
  observed ? `${person.account}, ${observed.organization.name}` : person.account;

function checkSentence({ preflight, observed, next }: ViewContext): string {
  if (next.kind === 'admin' && next.why === 'held') return 'Held until FortifyData has compared your organization with the invitation.';
  if (!observed) return 'Reading your organization, your role and Microsoft’s permission lists.';
  const count = (tone: string) => preflight.filter((line) => line.tone === tone).length;
  return `${count('good')} passed, ${count('note')} to note, ${count('bad') || 'none'} in the way`;
}

function approveSentence(context: ViewContext, facts: { approved: boolean; wanted: number }): string {
  const { record, observed, desired } = context;
  if (facts.approved) {
    const by = record.consentBy ? `, approval returned by ${record.consentBy.account}` : '';
    return `${facts.wanted} of ${facts.wanted} application permissions granted${by}`;
  }
  if (waitsForColleague(context)) return 'A colleague approves on Microsoft’s page. We look every 5 s.';
  if (!record.consentReturnedAt || !observed || !desired) return 'You approve on Microsoft’s page. This needs you.';
  const { granted } = compareGrants(desired.wantedGrants, observed.grants, observed.resources);
  return `${granted.length} of ${facts.wanted} application permissions show as granted.`;
}

function timesOf(step: StepFacts, { record, operations }: ViewContext): Pick<StepView, 'startedAt' | 'durationMs'> {
  if (step.key === 'sign-in') return { startedAt: record.signedInAt.toISOString(), durationMs: null };
  const mine = operations.filter((operation) => step.changes.includes(operation.change));
  const first = mine[0];
  const last = mine.at(-1);
  if (!first) return { startedAt: null, durationMs: null };
  const end = step.done ? (last?.endedAt ?? null) : null;
  return { startedAt: first.intendedAt.toISOString(), durationMs: end ? end.getTime() - first.intendedAt.getTime() : null };
}
