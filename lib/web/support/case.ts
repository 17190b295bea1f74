import type { CaseAnswer, NextAction, Recheck, StaffAccess } from '../../contract/staff';
import { databaseNow } from '../../data/clock';
import type { Tx } from '../../data/prisma';
import { type CaseAccess, caseAccess, caseLink, caseNotes, caseRecord, caseRow, noteRead } from '../../data/staff-case';
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
import { nextAction, openLinks } from '../../domain/support/next-action';
import { rechecked } from '../../domain/support/recheck';
import { env } from '../../env';
import type { StaffCaller } from '../staff-caller';
import { noSuchCase } from '../staff-route';
import { connectionView } from '../view/connection-view';
import { changedSoFar } from '../view/problem-view';
import { invitationRow } from './invitation-row';
import { isAsked, rowView } from './row';
import { timelineView } from './timeline';

/** A case as the database holds it, in one snapshot. */
export interface LoadedCase {
  readonly row: SupportCaseRow;
  readonly record: ConnectionRecord;
  readonly view: CaseAnswer['view'];
  /** Newest first; as many as the customer's own page reads. */
  readonly operations: readonly TimelineRecord[];
}

/** Newest lines that the customer's view shows, as on the customer's own page. */
const shownOperations = 60;
const shownTimeline = 50; // fewer than those, so that one reading serves both

/** @throws PortalError `not-found` */
export async function loadCase(tx: Tx, id: string): Promise<LoadedCase> {
  const row = await caseRow(tx, id);
  const record = row && (await caseRecord(tx, id));
  if (!row || !record) return noSuchCase();
  const operations = await caseTimeline(tx, id, { after: null, limit: shownOperations });
  const { appBaseUrl, cloudId, practiceCloudUrl, certificate } = env();
  const view = connectionView({
    record,
    person: record.admin,
    operations: operations.toReversed(),
    handOver: await caseLink(tx, id),
    tokenLives: true,
    cloud: cloudFor(cloudId, practiceCloudUrl?.origin ?? null),
    callbackUrl: new URL(consentCallbackPath, appBaseUrl).href,
    now: databaseNow(),
    certificate,
  });
  return { row, record, view, operations };
}

/** Everything about a case, and the audit line that somebody looked. */
export async function caseAnswer(id: string, caller: StaffCaller): Promise<CaseAnswer> {
  return whereCasesStand(async (tx) => {
    const loaded = await loadCase(tx, id);
    const { row, record, view, operations } = loaded;
    await rememberStaff(tx, caller);
    await noteRead(tx, row, caller.oid);
    const staff = await staffPeople(tx);
    const invitation = await invitationOfCase(tx, row);
    return {
      row: { ...rowView(row), action: titleOf(loaded) },
      action: actionOf(loaded),
      view,
      facts: factsOf(record),
      timeline: timelineView(operations, { id, tenantId: row.tenantId, appId: record.appId }, shownTimeline),
      invitation: invitation && invitationRow(invitation, databaseNow()),
      notes: (await caseNotes(tx, id)).map((note) => ({ ...note, at: note.at.toISOString() })),
      recheck: recheckOf(row, staff),
      access: (await caseAccess(tx, id)).map(accessView),
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
  const { row, record, view } = loaded;
  const current = view.steps.find((item) => item.state !== 'done');
  const facts = { organization: row.organization, domain: row.domain, account: row.adminAccount, changed: changedSoFar(record) };
  return {
    ...titleOf(loaded),
    happened: view.problem?.happened ?? view.wait?.sentence ?? current?.sentence ?? 'All six steps are done.',
    state: view.problem?.state ?? organizationState(facts),
    problemCode: view.problem?.code ?? null,
    recheck: rechecked(record),
  };
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

const accessWords: Readonly<Record<string, string>> = {
  'staff.case.read': 'Looked at the case',
  'staff.bundle.made': 'Made the redacted bundle',
  'staff.note': 'Added a note',
  'staff.owner': 'Changed the owner',
  'staff.follow-up': 'Changed the follow-up date',
  'staff.recheck': 'Asked for a re-check',
  'staff.extend-link': 'Extended the link to a colleague',
  'staff.invitation.extend': 'Extended the invitation',
  'staff.invitation.replace': 'Made a new invitation link',
  'staff.invitation.revoke': 'Revoked the invitation',
  'staff.invitation.release': 'Released the organization',
  'staff.invitation.refuse': 'Refused the organization',
  'staff.refused': 'Tried to change the case without the right',
};

const accessView = ({ at, by, action }: CaseAccess): StaffAccess => ({
  at: at.toISOString(),
  by,
  action,
  text: accessWords[action] ?? action,
});
