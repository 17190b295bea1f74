import type { Bundle } from '../../contract/staff';
import { appendAudit } from '../../data/audit';
import { databaseNow } from '../../data/clock';
import { asStaff } from '../../data/prisma';
import type { ListedInvitation } from '../../data/staff-invitation-rows';
import { invitationOfCase } from '../../data/staff-invitations';
import { staffActor } from '../../data/staff-people';
import { caseTimeline, type TimelineRecord } from '../../data/staff-timeline';
import type { ConnectionRecord, Problem } from '../../domain/connection';
import { expectedName } from '../../domain/expected';
import type { StaffCaller } from '../staff-caller';
import { type LoadedCase, loadCase } from './case';
import { type Redaction, redaction } from './redaction';

const bundledOperations = 500;

/** The case for a ticket, without names, ids and secrets; its making is in the audit. */
export async function bundleOf(id: string, caller: StaffCaller): Promise<Bundle> {
  return asStaff(async (tx) => {
    const loaded = await loadCase(tx, id);
    const operations = await caseTimeline(tx, id, { after: null, limit: bundledOperations });
    const line = { actor: staffActor(caller.oid), action: 'staff.bundle.made', tenantId: loaded.row.tenantId, connectionId: id };
    await appendAudit(tx, { ...line, details: { operations: operations.length } });
    return redacted(loaded, operations, await invitationOfCase(tx, loaded.row));
  });
}

function redacted(loaded: LoadedCase, operations: readonly TimelineRecord[], invited: ListedInvitation | null): Bundle {
  const words = redaction([...namesOf(loaded), ...(invited ? invitedNames(invited) : [])]);
  const { record, view } = loaded;
  return {
    schemaVersion: 1,
    madeAt: databaseNow().toISOString(),
    redaction: 'Names and ids are replaced by keyed hashes. The same word means the same value within this bundle and in no other.',
    case: caseFacts(loaded, words),
    // what was said while it went on may name anything
    operations: words.scrub(operations.map((operation) => operationFacts(operation, record, words))),
    steps: view.steps.map(({ key, state, startedAt, durationMs }) => ({ key, state, startedAt, durationMs })),
    matrix: view.matrix.flatMap((api) => api.rows.map((row) => ({ api: api.key, ...row }))),
    problem: words.scrub(record.problem && problemFacts(record.problem)),
  };
}

/** The claims that Microsoft demands are left out: they may hold the network address of the admin. */
function problemFacts({ code, at, evidence }: Problem): Bundle['problem'] {
  return { code, at: at.toISOString(), evidence };
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

function operationFacts(operation: TimelineRecord, { tenantId }: ConnectionRecord, { id }: Redaction): Bundle['operations'][number] {
  const by = operation.actor.endsWith(`@${tenantId}`) ? id(operation.actor.slice(0, operation.actor.indexOf('@'))) : 'portal';
  return {
    operation: id(operation.id),
    change: operation.change,
    by,
    attempt: operation.attempt,
    at: operation.intendedAt.toISOString(),
    endedAt: operation.endedAt?.toISOString() ?? null,
    outcome: operation.outcome,
    detail: operation.detail,
    problemCode: operation.problemCode,
    calls: operation.calls.map((call) => ({
      purpose: call.purpose,
      at: call.at.toISOString(),
      durationMs: call.durationMs,
      status: call.status,
      code: call.code,
      request: id(call.requestId),
      correlation: id(call.clientRequestId),
    })),
  };
}
