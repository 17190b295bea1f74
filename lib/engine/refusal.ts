import type { ChangeKind, Outcome, WaitReason } from '../domain/change';
import { demandedClaims } from '../domain/claims';
import type { ConnectionRecord } from '../domain/connection';
import type { Facts } from '../domain/facts';
import type { ProblemCode } from '../domain/problem';
import type { MicrosoftErrorFacts } from '../microsoft/microsoft-error';
import { tooLateCode } from '../sealer/messages';
import { longestWaitMs, waitsTooLong } from './patience';
import { concurrencySeconds, growingSeconds } from './pauses';

/** What is known about the moment of a failure. */
export interface FailureContext {
  readonly change: ChangeKind;
  /** Since when this connection waits, if it does. */
  readonly waitingSince: Date | null;
  readonly now: Date;
  /** The token comes of a sign-in that answered a demand of Microsoft for more proof. */
  readonly challengeAnswered?: boolean;
  /** From 0 up to 1: spreads pauses, so that many who wait do not come back at the same moment. */
  readonly random: number;
}

/** The moment of a failure of this change, as the record knows it. */
export const failureContext = (record: ConnectionRecord, change: ChangeKind, now: Date): FailureContext => ({
  change,
  now,
  random: Math.random(),
  waitingSince: record.waitingSince,
  challengeAnswered: record.challengeAnsweredAt !== null && record.challengeAnsweredAt >= record.signedInAt,
});

/**
 * Judges a failed request: wait, refused (with the problem a person can act on), or unknown. Only documented codes and texts decide;
 * what is not known is refused with Microsoft's code as evidence.
 * @see https://learn.microsoft.com/graph/errors and lib/domain/error-codes.ts
 */
export function outcomeOf(error: MicrosoftErrorFacts, context: FailureContext): Outcome<Facts> {
  const evidence = evidenceOf(error);
  if (error.kind === 'lost' && context.change === 'mintCredential') return answerLost(error, context, evidence);
  if (error.kind === 'claims-challenge') return challenged(error, context, evidence);
  const known = certificateProblem(error, context) ?? knownProblem(error);
  if (known) return { kind: 'refused', problem: known, evidence };
  const wait = waitFor(error, context);
  if (wait && !waitsTooLong(context, context.now) && !asksTooMuch(error, context)) return wait;
  if (wait) return { kind: 'refused', problem: overdueProblem(wait.reason, error.kind), evidence };
  return { kind: 'refused', problem: problemOf(error, context), evidence };
}

/** The demand goes along with the next sign-in; made again after a sign-in that met it, a person has to find out what it wants. */
function challenged(error: MicrosoftErrorFacts, context: FailureContext, evidence: Record<string, string>): Outcome<Facts> {
  const claims = demandedClaims(error.detail);
  const problem = context.challengeAnswered ? 'claims-unmet' : 'claims-challenge';
  return { kind: 'refused', problem, evidence, ...(claims === null ? {} : { claims }) };
}

/** Whether a key was made nobody knows. It is looked for, after the pause that Microsoft may have asked for. */
function answerLost(error: MicrosoftErrorFacts, context: FailureContext, evidence: Record<string, string>): Outcome<Facts> {
  if (asksTooMuch(error, context)) return { kind: 'refused', problem: 'secret-unknown', evidence };
  const { retryAfterSeconds } = error;
  return { kind: 'unknown', evidence, ...(retryAfterSeconds === null ? {} : { retryAfterSeconds: Math.max(1, retryAfterSeconds) }) };
}

/** A pause that ends after all patience is told at once: nobody shall look at a clock for hours. */
function asksTooMuch({ retryAfterSeconds }: MicrosoftErrorFacts, { waitingSince, now }: FailureContext): boolean {
  if (retryAfterSeconds === null) return false;
  return now.getTime() + retryAfterSeconds * 1000 > (waitingSince ?? now).getTime() + longestWaitMs;
}

type Wait = Extract<Outcome<Facts>, { kind: 'wait' }>;

function waitFor(error: MicrosoftErrorFacts, context: FailureContext): Wait | null {
  const { change, random } = context;
  // a pause of nothing would let the page ask without end
  const wait = (reason: WaitReason, seconds: number): Wait => ({ kind: 'wait', reason, retryAfterSeconds: Math.max(1, seconds) });
  if (error.code === tooLateCode) return wait('held-up', 1);
  switch (error.kind) {
    case 'throttled':
      return wait('throttled', error.retryAfterSeconds ?? growingSeconds(throttledSeconds, ageSeconds(context), random));
    case 'unavailable':
    case 'unreachable':
    case 'lost':
      return wait('microsoft-unavailable', error.retryAfterSeconds ?? growingSeconds(unavailableSeconds, ageSeconds(context), random));
    case 'not-found':
      return followsOwnWrite(change) ? wait('replication', 3) : null;
    case 'conflict':
      return wait('replication', concurrencySeconds(ageSeconds(context)));
    case 'invalid':
    case 'denied':
      return change === 'createServicePrincipal' && looksLikeReplication(error) ? wait('replication', 3) : null;
    default:
      return null;
  }
}

/** The first pause where Microsoft does not say how long, at most; those that follow grow. */
const throttledSeconds = 10;
const unavailableSeconds = 5;

const ageSeconds = ({ waitingSince, now }: FailureContext): number => (now.getTime() - (waitingSince ?? now).getTime()) / 1000;

const followsOwnWrite = (change: ChangeKind) => change !== 'observe' && change !== 'createResourcePrincipal';

/** Documented texts of a principal created before its application had spread. */
function looksLikeReplication(error: MicrosoftErrorFacts): boolean {
  if (error.code === 'NoBackingApplicationObject') return true;
  return /does not reference a valid application object|backing application of the service principal/i.test(error.detail ?? '');
}

function overdueProblem(reason: WaitReason, kind: MicrosoftErrorFacts['kind']): ProblemCode {
  if (kind === 'conflict') return 'application-conflict';
  if (reason === 'throttled') return 'throttled';
  if (reason === 'held-up') return 'internal';
  return reason === 'replication' ? 'application-gone' : 'microsoft-unavailable';
}

const byCode: Readonly<Record<string, ProblemCode>> = {
  CredentialTypeNotAllowedAsPerAppPolicy: 'secret-policy-banned',
  CredentialInvalidLifetimeAsPerAppPolicy: 'secret-policy-lifetime',
  Directory_QuotaExceeded: 'quota-exceeded',
  SignInAudienceNotAllowedAsPerAppPolicy: 'application-policy',
  InvalidUniqueTenantIdentifierAsPerAppPolicy: 'application-policy',
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
    case 'denied':
      return 'role-missing-create';
    case 'invalid':
      return error.status === null ? 'internal' : 'microsoft-refused';
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
    ['Code', error.graphCode ?? error.code],
    ['HTTP status', error.status],
    ['Request ID', error.requestId],
    ['Correlation ID', error.clientRequestId],
    ['Retry after', error.retryAfterSeconds === null ? null : `${error.retryAfterSeconds} s`],
    ['Step', error.purpose],
  ];
  return Object.fromEntries(entries.flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]])));
}
