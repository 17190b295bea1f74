import type { ProblemView } from '../../contract/connection';
import { keysToRemove } from '../../domain/adoption';
import { isCertificate } from '../../domain/certificate';
import type { ConnectionRecord, Problem } from '../../domain/connection';
import { errorCode } from '../../domain/error-codes';
import { expectedName } from '../../domain/expected';
import { compareGrants } from '../../domain/grants';
import { refusedLives } from '../../domain/key-life';
import { apiName } from '../../domain/permissions';
import { type OrganizationChange, type ProblemFacts, problemText } from '../../domain/problem';
import { ownCredentials } from '../../domain/state';
import type { ViewContext } from './connection-view';

/** A problem in four parts, with what support and Microsoft need behind the toggle. */
export function problemView(context: ViewContext, problem: Problem): ProblemView {
  const text = problemText(problem.code, factsOf(context));
  return {
    code: problem.code,
    badge: text.badge,
    title: text.title,
    happened: text.happened,
    state: text.state,
    who: text.who,
    next: text.next,
    action: text.action,
    details: detailsOf(context.record, problem, text.title),
  };
}

/** What is known of the organization, for sentences about it. */
export function factsOf({ record, observed, desired, certificate }: ViewContext): ProblemFacts {
  const comparison = observed && desired ? compareGrants(desired.wantedGrants, observed.grants, observed.resources) : null;
  const missingApis = observed && desired ? desired.resourceAppIds.filter((appId) => !observed.resources[appId]) : [];
  const detail = missingApis.length > 0 ? missingApis.map(apiName) : (comparison?.missing.map((grant) => grant.value) ?? []);
  return {
    organization: observed?.organization.name ?? null,
    domain: observed?.organization.domain ?? null,
    account: record.admin.account,
    ...(comparison && observed?.grants ? { granted: comparison.granted.length, wanted: desired?.wantedGrants.length ?? 0 } : {}),
    detail,
    changed: changedSoFar(record),
    certificateOffered: Boolean(certificate),
    refusedLives: refusedLives(record.credentials),
    invited: record.invitation && { customer: record.invitation.customer, expected: expectedName(record.invitation.expected) },
    oldKeys: record.adoption ? keysToRemove(record, observed).length : 0,
  };
}

/** How far the tenant has been changed, by facts alone. */
export function changedSoFar(record: ConnectionRecord): OrganizationChange {
  const made = ownCredentials(record).filter((credential) => credential.keyId !== null && credential.state !== 'removed');
  if (made.some(isCertificate) && (record.certificate || made.every(isCertificate))) return 'certificate';
  if (made.length > 0) return 'key';
  if (record.grantsCompleteAt || (record.observed?.grants?.length ?? 0) > 0) return 'granted';
  if (record.servicePrincipalId) return 'principal';
  return record.applicationObjectId ? 'app' : 'nothing';
}

function detailsOf(record: ConnectionRecord, problem: Problem, title: string): ProblemView['details'] {
  const evidence = Object.entries(problem.evidence).map(([label, value]) => ({ label, value }));
  return [
    { label: 'Meaning', value: errorCode(problem.evidence['Code'] ?? '')?.title ?? title },
    ...evidence,
    { label: 'Time', value: `${problem.at.toISOString().slice(0, 19).replace('T', ' ')} UTC` },
    { label: 'Tenant ID', value: record.tenantId },
    { label: 'Connection', value: record.id },
    { label: 'Our code', value: problem.code },
  ];
}
