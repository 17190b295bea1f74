import type { CaseAnswer, NextAction, Recheck } from '../../contract/staff';
import { databaseNow } from '../../data/clock';
import { shownOperations as customerOperations } from '../../data/operations';
import type { Tx } from '../../data/prisma';
import { caseAccess, caseLink, caseNotes, caseRecord, caseRow, noteRead } from '../../data/staff-case';
import { whereCasesStand } from '../../data/staff-counts';
import { invitationOfCase } from '../../data/staff-invitations';
import { rememberStaff, staffPeople } from '../../data/staff-people';
import type { SupportCaseRow } from '../../data/staff-rows';
import { caseTimeline, type TimelineRecord } from '../../data/staff-timeline';
import { cloudFor } from '../../domain/clouds';
import type { ConnectionRecord } from '../../domain/connection';
import { consentCallbackPath } from '../../domain/desired';
import { organizationState } from '../../domain/problem';
import { currentCredential } from '../../domain/state';
import { causeTitle } from '../../domain/support/cause-title';
import { nextAction, openLinks } from '../../domain/support/next-action';
import { rechecked } from '../../domain/support/recheck';
import { env } from '../../env';
import type { StaffCaller } from '../staff-caller';
import { noSuchCase } from '../staff-route';
import { type ViewContext, viewContext, viewOf } from '../view/connection-view';
import { matrixOf } from '../view/matrix';
import { factsOf as knownFacts } from '../view/problem-view';
import { accessOf } from './case-access';
import { invitationRow } from './invitation-row';
import { isAsked, rowView } from './row';
import { deedTicket } from './ticket';
import { type TimelineOf, timelinePage } from './timeline';

/** A case as the database holds it, in one snapshot. */
export interface LoadedCase {
  readonly row: SupportCaseRow;
  readonly record: ConnectionRecord;
  readonly context: ViewContext;
  readonly view: CaseAnswer['view'];
  readonly matrix: CaseAnswer['matrix'];
  readonly timeline: TimelineOf;
  /** Operations, newest first; as many as the customer's own page reads. */
  readonly newest: readonly TimelineRecord[];
}

/** Newest lines that the customer's view shows, as on the customer's own page. */
const shownOperations = 60;
const shownTimeline = 50; // fewer than those, so that one reading serves both

/** @throws PortalError `not-found` */
export async function loadCase(tx: Tx, id: string): Promise<LoadedCase> {
  const row = (await caseRow(tx, id)) ?? noSuchCase();
  const timeline = await timelineOf(tx, row);
  const { record, link } = timeline;
  const newest = await caseTimeline(tx, id, { after: null, limit: shownOperations });
  const { appBaseUrl, cloudId, practiceCloudUrl, certificate } = env();
  const context = viewContext({
    record,
    person: record.admin,
    operations: await customerOperations(tx, row, { newest, limit: shownOperations }),
    handOver: link,
    tokenLives: true,
    cloud: cloudFor(cloudId, practiceCloudUrl?.origin ?? null),
    callbackUrl: new URL(consentCallbackPath, appBaseUrl).href,
    now: databaseNow(),
    certificate,
  });
  return { row, record, context, view: viewOf(context), matrix: matrixOf(context, 'look'), timeline, newest };
}

/** What the timeline of a case is made from, besides its sources. @throws PortalError `not-found` */
export async function timelineOf(tx: Tx, row: SupportCaseRow): Promise<TimelineOf> {
  const record = (await caseRecord(tx, row.id)) ?? noSuchCase();
  return { record, link: await caseLink(tx, row.id), staff: await staffPeople(tx), invitation: await invitationOfCase(tx, row) };
}

/** Everything about a case, and the audit line that somebody looked. */
export async function caseAnswer(id: string, caller: StaffCaller): Promise<CaseAnswer> {
  return whereCasesStand(async (tx) => {
    await rememberStaff(tx, caller);
    const loaded = await loadCase(tx, id);
    const { row, record, view, matrix, timeline, newest } = loaded;
    const { staff, invitation } = timeline;
    const shown = await timelinePage(tx, timeline, { after: null, limit: shownTimeline, newest });
    const notes = await caseNotes(tx, id);
    // late: whoever writes to the audit holds the end of its chain
    await noteRead(tx, row, caller.oid);
    return {
      row: { ...rowView(row), action: titleOf(loaded) },
      action: actionOf(loaded),
      view,
      matrix,
      facts: factsOf(record),
      timeline: shown,
      invitation: invitation && invitationRow(invitation, databaseNow()),
      notes: notes.map((note) => ({ ...note, at: note.at.toISOString() })),
      recheck: recheckOf(row, staff),
      access: accessOf(await caseAccess(tx, id)),
      staff,
      at: databaseNow().toISOString(),
    };
  });
}

/** The one sentence, where a colleague is asked with how their link stands; the row of the case says the same. */
function titleOf({ row, view }: LoadedCase): CaseAnswer['row']['action'] {
  const { tab, step, adminName, organization } = row;
  const link = view.screen === 'hand-over' ? view.handOver : null;
  const cause = row.cause ?? link?.setback?.kind ?? null;
  return nextAction({ tab, step, cause, adminName, organization, openLink: openLinks.find((state) => state === link?.state) ?? null });
}

function actionOf(loaded: LoadedCase): NextAction {
  const { record, context, view } = loaded;
  const current = view.steps.find((item) => item.state !== 'done');
  return {
    ...titleOf(loaded),
    happened: view.problem?.happened ?? view.wait?.sentence ?? current?.sentence ?? 'All six steps are done.',
    state: view.problem?.state ?? organizationState(knownFacts(context)),
    problemCode: view.problem?.code ?? null,
    ...presentEvidence(loaded),
    recheck: rechecked(record),
  };
}

/** What Microsoft asks for about the problem that stands in the way, or about the colleague who came back without an approval. */
function presentEvidence({ record, view, timeline: { link } }: LoadedCase): Pick<NextAction, 'evidence' | 'ticket'> {
  const setback = view.screen === 'hand-over' ? (link?.setback ?? null) : null;
  const ofLink = setback && {
    code: setback.kind,
    at: setback.at,
    evidence: { ...(setback.code && { Code: setback.code }), ...setback.ids },
  };
  const problem = record.problem ?? ofLink;
  const evidence = Object.entries(problem?.evidence ?? {}).map(([label, value]) => ({ label, value }));
  if (!problem || evidence.length === 0) return { evidence: [], ticket: null };
  const words = { purpose: 'Problem', result: causeTitle(problem.code).title };
  return { evidence, ticket: deedTicket({ ...record, ...words, evidence, at: problem.at }) };
}

function factsOf(record: ConnectionRecord): CaseAnswer['facts'] {
  const key = currentCredential(record);
  return {
    cloud: record.cloud,
    tenantId: record.tenantId,
    applicationObjectId: record.applicationObjectId,
    appId: record.appId,
    servicePrincipalId: record.servicePrincipalId,
    keyId: key?.keyId ?? null,
    keyExpiresAt: key?.expiresAt.toISOString() ?? null,
    manifestSha256: record.manifestHash,
    createdAt: record.createdAt.toISOString(),
    signedInAt: record.signedInAt.toISOString(),
    connectedAt: record.connectedAt?.toISOString() ?? null,
  };
}

function recheckOf(row: SupportCaseRow, staff: CaseAnswer['staff']): Recheck | null {
  if (!row.recheckAt || !row.recheckBy) return null;
  const oid = row.recheckBy;
  return {
    askedAt: row.recheckAt.toISOString(),
    askedBy: staff.find((person) => person.oid === oid) ?? { oid, name: oid },
    looksAtNextSignIn: isAsked(row),
    lookedAt: isAsked(row) ? null : row.signedInAt.toISOString(),
    delivery: row.recheckDelivery,
  };
}
