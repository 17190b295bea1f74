import type { ConnectionKey, Lease } from '../data/data';
import type { ConnectionRecord, Problem } from '../domain/connection';
import type { ConsentOutcome } from '../domain/consent';
import { problemForEntra } from '../domain/error-codes';
import type { Facts } from '../domain/facts';
import { plannedFor } from '../domain/next-step';
import { manifest } from '../domain/permissions';
import { reconcile } from '../domain/reconcile';
import { roleHint } from '../domain/roles';
import { PortalError } from '../error';
import { noWait } from './patience';
import type { Actor, Ports } from './ports';

/** What a person decides, as facts. Every command is safe to repeat: pressed twice it means what it meant once. */
export interface Command {
  readonly action: string;
  /** The facts of the decision; null when there is nothing (more) to decide. */
  readonly facts: (record: ConnectionRecord, now: Date) => Facts | null;
}

const leaseTries = 40;
const betweenTriesMs = 100;

/**
 * Writes a person's decision under the lease.
 * @throws PortalError `not-found`, `busy` when another request works on the connection for long, `stale` when the plan has changed
 */
export async function decide(ports: Ports, key: ConnectionKey, decision: { actor: Actor; command: Command }): Promise<ConnectionRecord> {
  const held = await patientLease(ports, key);
  try {
    const facts = decision.command.facts(held.record, ports.now());
    if (!facts) return held.record;
    const actor = `${decision.actor.person.oid}@${decision.actor.tenantId}`;
    return await ports.data.write(held.lease, held.record, { actor, action: decision.command.action, facts });
  } finally {
    await ports.data.release(held.lease);
  }
}

async function patientLease(ports: Ports, key: ConnectionKey): Promise<{ record: ConnectionRecord; lease: Lease }> {
  for (let tried = 0; tried < leaseTries; tried += 1) {
    const held = await ports.data.lease(key);
    if (held) return held;
    if (tried === 0 && !(await ports.data.load(key))) throw new PortalError('not-found', 'no such connection');
    await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
  }
  throw new PortalError('busy', 'another request works on this connection');
}

/** A plan as somebody saw it. */
export interface Acceptance {
  readonly manifestSha256: string;
  /** When the organization was read that the plan was made from. */
  readonly observedAt: Date;
  /** APIs to go without; only those that the tenant does not have, or that were left out before. */
  readonly leaveOut: readonly string[];
}

/**
 * "Create and continue": the plan as shown is accepted, and no other; one made from a later look is `stale`. A second press finds it
 * accepted and changes nothing.
 */
export function accept(ports: Ports, actor: Actor, accepted: Acceptance): Command {
  return {
    action: 'plan.accepted',
    facts: (record, now) => {
      if (accepted.manifestSha256 !== manifest.sha256)
        throw new PortalError('stale', 'the permission list has changed since the page was opened');
      const planned = plannedFor({ ...record, leftOut: accepted.leaveOut }, { callbackUrl: ports.settings.callbackUrl, now });
      if (!planned) throw new PortalError('stale', 'the organization has not been read yet');
      const { me } = planned.observed;
      if (me.isGuest && me.id === actor.person.oid) throw new PortalError('stale', 'a guest does not decide for the organization');
      const changesList = accepted.leaveOut.join() !== record.leftOut.join();
      const isDone = record.connectedAt !== null && planned.changes.length === 0;
      const isMine = record.acceptedAt !== null && record.acceptedBy?.oid === actor.person.oid;
      const isUnderWay = record.connectedAt === null && record.problem === null && isMine && !changesList;
      if (isDone || isUnderWay) return null;
      const { observed, desired } = planned;
      if (observed.at.getTime() !== accepted.observedAt.getTime())
        throw new PortalError('stale', 'the organization was read again since the plan was shown');
      if (accepted.leaveOut.some((appId) => observed.resources[appId] !== null && !record.leftOut.includes(appId))) {
        throw new PortalError('bad-request', 'only an API that is not there can be left out');
      }
      return {
        ...noWait,
        acceptedAt: now,
        acceptedBy: actor.person,
        manifestHash: manifest.sha256,
        leftOut: accepted.leaveOut,
        setAside: desired.setAside,
        connectedAt: null,
        consentReturnedAt: null,
        consentBy: null,
        problem: null,
        ...reconcile(record, desired, observed),
      };
    },
  };
}

/** Problems whose way on is the consent page once more. */
const consentProblems: readonly Problem['code'][] = [
  'consent-declined',
  'consent-unheard',
  'consent-role-missing',
  'consent-failed',
  'grants-incomplete',
];

/** "Continue to Microsoft to approve": the admin leaves for the consent page. */
export const departForConsent: Command = {
  action: 'consent.departed',
  facts: (record, now) => {
    const mayLeave =
      ['consent_wait', 'checking'].includes(record.state) || (record.problem && consentProblems.includes(record.problem.code));
    if (!mayLeave || !record.appId) throw new PortalError('stale', 'there is nothing to approve at this step');
    return { ...noWait, consentRequestedAt: now, consentReturnedAt: null, consentBy: null, problem: null };
  },
};

/** Somebody came back from the consent page. What was granted is read from Graph, whatever the outcome says. */
export function consentCameBack(actor: Actor, outcome: ConsentOutcome): Command {
  return {
    action: `consent.${outcome.kind}`,
    facts: (record, now) => {
      if (!awaitsConsent(record)) return null;
      if (outcome.kind === 'returned') return { ...noWait, consentReturnedAt: now, consentBy: actor.person, problem: null };
      const code =
        outcome.kind === 'declined'
          ? declinedProblem(actor)
          : problemForEntra({ error: outcome.error, aadstsNumber: outcome.number, subcode: null, step: 'consent' });
      const evidence: Record<string, string> =
        outcome.kind === 'failed' ? { Code: outcome.number ? `AADSTS${outcome.number}` : outcome.error } : {};
      return { ...noWait, consentReturnedAt: null, problem: { code, at: now, evidence } };
    },
  };
}

/** Microsoft's dead end for people without the role leads back with the same answer as Cancel; their sign-in tells the two apart. */
const declinedProblem = ({ person }: Actor): Problem['code'] =>
  roleHint(person.roles).mayApprove === false ? 'consent-role-missing' : 'consent-declined';

/**
 * "Look again": at the grants, as after a callback that may never have come or when there were too many; while the plan is shown, at the
 * whole organization.
 */
export const lookAgain = ({ person }: Actor): Command => ({
  action: 'organization.look-again',
  facts: (record, now) => {
    if (awaitsConsent(record) || record.problem?.code === 'grants-beyond') return { ...noWait, consentReturnedAt: now, problem: null };
    const showsPlan = record.connectedAt !== null || record.acceptedBy?.oid !== person.oid;
    return showsPlan && record.problem === null ? { ...noWait, observed: null } : null;
  },
});

function awaitsConsent(record: ConnectionRecord): boolean {
  if (!record.acceptedAt || !record.servicePrincipalId || record.grantsCompleteAt || record.connectedAt) return false;
  return record.problem === null || consentProblems.includes(record.problem.code);
}

/** Problems in which the tenant's policy on client secrets has the last word. */
const policyProblems: readonly Problem['code'][] = ['secret-policy-lifetime', 'secret-policy-banned'];

/** "Try again": the problem is put aside and the tenant is read anew; if it is still there, it comes back. */
export const retry: Command = {
  action: 'problem.retried',
  facts: (record) => {
    if (!record.problem) return null;
    const underWay = ['sealed', 'delivered'].includes(record.credentials.at(-1)?.state ?? '');
    // whoever tries again after a policy's refusal has asked for an exemption: a full life is asked for once more
    return {
      ...noWait,
      problem: null,
      secretLimit: policyProblems.includes(record.problem.code) ? null : record.secretLimit,
      ...(underWay ? {} : { observed: null, consentReturnedAt: null }),
    };
  },
};
