import type { ChangeKind, Outcome, WaitReason } from '../domain/change';
import type { Facts } from '../domain/facts';
import type { ProblemCode } from '../domain/problem';
import type { MicrosoftErrorFacts } from '../microsoft/microsoft-error';
import { tooLateCode } from '../sealer/messages';
import { waitsTooLong } from './patience';

/** What is known about the moment of a failure. */
export interface FailureContext {
  readonly change: ChangeKind;
  /** Since when this connection waits, if it does. */
  readonly waitingSince: Date | null;
  readonly now: Date;
}

/**
 * Judges a failed request: wait, refused (with the problem a person can act on), or unknown. Only documented codes and texts decide;
 * what is not known is refused with Microsoft's code as evidence.
 * @see https://learn.microsoft.com/graph/errors and lib/domain/error-codes.ts
 */
export function outcomeOf(error: MicrosoftErrorFacts, context: FailureContext): Outcome<Facts> {
  const evidence = evidenceOf(error);
  if (error.kind === 'lost' && context.change === 'mintCredential') return { kind: 'unknown', evidence };
  const known = certificateProblem(error, context) ?? knownProblem(error);
  if (known) return { kind: 'refused', problem: known, evidence };
  const wait = waitFor(error, context);
  if (wait && !waitsTooLong(context, context.now)) return wait;
  if (wait) return { kind: 'refused', problem: overdueProblem(wait.reason), evidence };
  return { kind: 'refused', problem: problemOf(error, context), evidence };
}

type Wait = Extract<Outcome<Facts>, { kind: 'wait' }>;

function waitFor(error: MicrosoftErrorFacts, { change }: FailureContext): Wait | null {
  const wait = (reason: WaitReason, seconds: number): Wait => ({ kind: 'wait', reason, retryAfterSeconds: seconds });
  if (error.code === tooLateCode) return wait('held-up', 1);
  switch (error.kind) {
    case 'throttled':
      return wait('throttled', error.retryAfterSeconds ?? 10);
    case 'unavailable':
      return wait('microsoft-unavailable', error.retryAfterSeconds ?? 5);
    case 'unreachable':
    case 'lost':
      return wait('microsoft-unavailable', 5);
    case 'not-found':
      return followsOwnWrite(change) ? wait('replication', 3) : null;
    case 'conflict':
      return wait('replication', 3);
    case 'invalid':
    case 'denied':
      return change === 'createServicePrincipal' && looksLikeReplication(error) ? wait('replication', 3) : null;
    default:
      return null;
  }
}

const followsOwnWrite = (change: ChangeKind) => change !== 'observe' && change !== 'createResourcePrincipal';

/** Documented texts of a principal created before its application had spread. */
function looksLikeReplication(error: MicrosoftErrorFacts): boolean {
  if (error.code === 'NoBackingApplicationObject') return true;
  return /does not reference a valid application object|backing application of the service principal/i.test(error.detail ?? '');
}

function overdueProblem(reason: WaitReason): ProblemCode {
  if (reason === 'throttled') return 'throttled';
  if (reason === 'held-up') return 'internal';
  return reason === 'replication' ? 'application-gone' : 'microsoft-unavailable';
}

const byCode: Readonly<Record<string, ProblemCode>> = {
  CredentialTypeNotAllowedAsPerAppPolicy: 'secret-policy-banned',
  CredentialInvalidLifetimeAsPerAppPolicy: 'secret-policy-lifetime',
  Directory_QuotaExceeded: 'quota-exceeded',
  Request_MultipleObjectsWithSameKeyValue: 'application-conflict',
};

/**
 * A certificate that the tenant's policy refuses. The code for one of another authority is not documented; every other refusal by policy
 * is taken for it.
 */
function certificateProblem({ code }: MicrosoftErrorFacts, { change }: FailureContext): ProblemCode | null {
  if (change !== 'addCertificate' || !code?.endsWith('AsPerAppPolicy')) return null;
  return code === 'CredentialInvalidLifetimeAsPerAppPolicy' ? 'certificate-policy-lifetime' : 'certificate-policy-authority';
}

/** What Microsoft names in so many words is no matter of waiting. */
function knownProblem({ code, detail }: MicrosoftErrorFacts): ProblemCode | null {
  if (code && Object.hasOwn(byCode, code)) return byCode[code] ?? null;
  return /ServiceManagementReference/i.test(detail ?? '') ? 'service-reference-required' : null;
}

function problemOf(error: MicrosoftErrorFacts, { change }: FailureContext): ProblemCode {
  if (change === 'createResourcePrincipal' && ['denied', 'invalid', 'not-found'].includes(error.kind)) return 'resource-missing';
  switch (error.kind) {
    case 'unauthenticated':
      return 'session-expired';
    case 'claims-challenge':
      return 'claims-challenge';
    case 'denied':
      return 'role-missing-create';
    case 'not-found':
      return 'application-gone';
    case 'unreadable':
      return 'microsoft-unreadable';
    default:
      return 'internal';
  }
}

/** Codes and ids for support and for a Microsoft ticket; Microsoft's sentence stays behind. */
export function evidenceOf(error: MicrosoftErrorFacts): Record<string, string> {
  const entries: [string, string | number | null][] = [
    ['Code', error.code],
    ['HTTP status', error.status],
    ['Request ID', error.requestId],
    ['Correlation ID', error.clientRequestId],
    ['Step', error.purpose],
  ];
  return Object.fromEntries(entries.flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]])));
}
