import type { Bundle } from '../../contract/staff';
import { appendAudit } from '../../data/audit';
import { databaseNow } from '../../data/clock';
import { asStaff } from '../../data/prisma';
import { caseDeeds, countTimeline, type DeedRecord } from '../../data/staff-deeds';
import type { ListedInvitation } from '../../data/staff-invitation-rows';
import { staffActor } from '../../data/staff-people';
import { caseTimeline, type TimelineRecord } from '../../data/staff-timeline';
import type { ConnectionRecord, Problem } from '../../domain/connection';
import { expectedName } from '../../domain/expected';
import type { StaffCaller } from '../staff-caller';
import { type LoadedCase, loadCase } from './case';
import { type Redaction, redaction } from './redaction';
import { whoDid } from './timeline-who';

/** Of operations, and of deeds. */
const bundledOfEach = 500;

/** What was done at a case, newest first, and how much of it there is. */
interface Done {
  readonly operations: readonly TimelineRecord[];
  readonly deeds: readonly DeedRecord[];
  readonly there: { readonly operations: number; readonly deeds: number };
}

/** The case for a ticket, without names, ids and secrets; its making is in the audit. */
export async function bundleOf(id: string, caller: StaffCaller): Promise<Bundle> {
  return asStaff(async (tx) => {
    const loaded = await loadCase(tx, id);
    const page = { after: null, limit: bundledOfEach };
    const there = await countTimeline(tx, id);
    const done = { operations: await caseTimeline(tx, id, page), deeds: await caseDeeds(tx, id, page), there };
    const line = { actor: staffActor(caller.oid), action: 'staff.bundle.made', tenantId: loaded.row.tenantId, connectionId: id };
    await appendAudit(tx, { ...line, details: { operations: done.operations.length, deeds: done.deeds.length } });
    return redacted(loaded, done);
  });
}

function redacted(loaded: LoadedCase, { operations, deeds, there }: Done): Bundle {
  const { record, view, matrix, timeline } = loaded;
  const words = redaction([...namesOf(loaded), ...(timeline.invitation ? invitedNames(timeline.invitation) : [])]);
  return {
    schemaVersion: 1,
    madeAt: databaseNow().toISOString(),
    redaction: 'Names and ids are replaced by keyed hashes. The same word means the same value within this bundle and in no other.',
    case: caseFacts(loaded, words),
    operations: operations.map((operation) => operationFacts(operation, loaded, words)),
    deeds: deeds.map((deed) => deedFacts(deed, loaded, words)),
    counts: {
      operations: { there: there.operations, here: operations.length },
      deeds: { there: there.deeds, here: deeds.length },
    },
    steps: view.steps.map(({ key, state, startedAt, durationMs }) => ({ key, state, startedAt, durationMs })),
    matrix: matrix.flatMap((api) => api.rows.map((row) => ({ api: api.key, ...row }))),
    problem: record.problem && problemFacts(record.problem, words),
  };
}

/** The claims that Microsoft demands are left out: they may hold the network address of the admin. */
function problemFacts({ code, at, evidence }: Problem, { scrub }: Redaction): Bundle['problem'] {
  return { code, at: at.toISOString(), evidence: scrub(evidence) };
}

/** Everything of the customer that has a name. */
function namesOf({ record, view }: LoadedCase): (string | null)[] {
  const { admin, acceptedBy, consentBy, observed } = record;
  const people = [admin, acceptedBy, consentBy, view.handOver?.approver].flatMap((person) => (person ? [person.name, person.account] : []));
  const mailDomains = people.flatMap((text) => (text.includes('@') ? [text.slice(text.indexOf('@') + 1)] : []));
  const seen = observed ? [observed.organization.name, observed.organization.domain, observed.me.name, observed.me.account] : [];
  return [...people, ...mailDomains, ...seen];
}

/** Ids of customers are anything; short ones are left, for they would be found in every time of the bundle. No text of ours holds one. */
const shortestId = 5;

/** What an invitation calls the customer. */
function invitedNames({ invitation: { customer, customerId, contact, expected } }: ListedInvitation): (string | null)[] {
  return [customer, customerId.length < shortestId ? null : customerId, contact, expectedName(expected)];
}

function caseFacts({ row, record, view }: LoadedCase, { id, name }: Redaction): Bundle['case'] {
  return {
    connection: id(record.id),
    tenant: id(record.tenantId),
    organization: name(row.organization),
    domain: name(row.domain),
    admin: name(row.adminAccount),
    adminRole: view.admin.role,
    application: id(record.applicationObjectId),
    client: id(record.appId),
    servicePrincipal: id(record.servicePrincipalId),
    cloud: record.cloud,
    state: record.state,
    tab: row.tab,
    step: row.step,
    cause: row.cause,
    epoch: record.epoch,
    createdAt: record.createdAt.toISOString(),
    signedInAt: record.signedInAt.toISOString(),
    connectedAt: record.connectedAt?.toISOString() ?? null,
    waitReason: record.waitReason,
    invitation: invitationFacts(record, { id }),
    manifestSha256: record.manifestHash,
    setAside: record.setAside.map((aside) => ({ ...aside })),
    keys: record.credentials.map((key) => ({
      attempt: id(key.attempt),
      key: id(key.keyId),
      state: key.state,
      intendedAt: key.intendedAt.toISOString(),
      expiresAt: key.expiresAt.toISOString(),
      deliveredAt: key.deliveredAt?.toISOString() ?? null,
      provedAt: key.provedAt?.toISOString() ?? null,
    })),
  };
}

function invitationFacts({ invitation }: ConnectionRecord, { id }: Pick<Redaction, 'id'>) {
  if (!invitation) return null;
  const { expected, releasedAt, refusedAt } = invitation;
  return {
    invitation: id(invitation.id),
    expects: expected.kind,
    releasedAt: releasedAt?.toISOString() ?? null,
    refusedAt: refusedAt?.toISOString() ?? null,
  };
}

/** Somebody of the tenant by a word of their own; of staff and of the portal only that it was they. */
function byOf(actor: string, action: string, { timeline }: LoadedCase, { id }: Redaction) {
  const { by } = whoDid(actor, action, timeline);
  return (by === 'customer' || by === 'colleague') && actor.includes('@') ? id(actor.slice(0, actor.indexOf('@'))) : by;
}

function deedFacts({ action, at, actor, details }: DeedRecord, loaded: LoadedCase, words: Redaction): Bundle['deeds'][number] {
  return { action, by: byOf(actor, action, loaded, words), at: at.toISOString(), details: words.scrub(details) };
}

/** What was said while it went on may name anything; all else is of our own making, and a name in it is a word that looks like one. */
function operationFacts(operation: TimelineRecord, loaded: LoadedCase, words: Redaction): Bundle['operations'][number] {
  const { id, scrub } = words;
  return {
    operation: id(operation.id),
    change: operation.change,
    by: byOf(operation.actor, operation.change, loaded, words),
    attempt: operation.attempt,
    at: operation.intendedAt.toISOString(),
    endedAt: operation.endedAt?.toISOString() ?? null,
    outcome: operation.outcome,
    detail: scrub(operation.detail),
    problemCode: operation.problemCode,
    calls: operation.calls.map((call) => ({
      purpose: call.purpose,
      at: call.at.toISOString(),
      durationMs: call.durationMs,
      status: call.status,
      code: scrub(call.code),
      request: id(call.requestId),
      correlation: id(call.clientRequestId),
    })),
  };
}
