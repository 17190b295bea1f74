import type { ConnectionKey, Lease } from '../data/data';
import { isHeld } from '../domain/admission';
import type { ConnectionRecord, Problem } from '../domain/connection';
import type { ConsentOutcome } from '../domain/consent';
import { problemForEntra } from '../domain/error-codes';
import type { Facts } from '../domain/facts';
import { fullLifeDays } from '../domain/key-life';
import { plannedFor } from '../domain/next-step';
import type { PageCode } from '../domain/page-code';
import { manifest } from '../domain/permissions';
import { reconcile } from '../domain/reconcile';
import { roleHint } from '../domain/roles';
import { PortalError } from '../error';
import { type AppChoice, chosenAdoption } from './choose-app';
import { inLine } from './in-line';
import { noWait } from './patience';
import type { Actor, Ports } from './ports';

/** What a person decides, as facts. Every command is safe to repeat: pressed twice it means what it meant once. */
export interface Command {
  readonly action: string;
  /** The facts of the decision; null when there is nothing (more) to decide. */
  readonly facts: (record: ConnectionRecord, now: Date) => Facts | null;
}

/** How long a press waits for the lease, from its arrival; it tries at least once. */
const patienceMs = 4_000;
const betweenTriesMs = 100;

/**
 * Writes a person's decision under the lease.
 * @throws PortalError `not-found`, `busy` when another request works on the connection for long, `stale` when the plan has changed
 */
export async function decide(ports: Ports, key: ConnectionKey, decision: { actor: Actor; command: Command }): Promise<ConnectionRecord> {
  const arrivedAt = performance.now();
  return inLine(key.id, patienceMs, async () => decideUnder(ports, await patientLease(ports, key, arrivedAt), decision));
}

async function decideUnder(
  ports: Ports,
  { lease, record }: { record: ConnectionRecord; lease: Lease },
  decision: { actor: Actor; command: Command },
): Promise<ConnectionRecord> {
  try {
    if (isHeld(record)) throw new PortalError('stale', 'the organization is held until support has compared it with the invitation');
    const facts = decision.command.facts(record, ports.now());
    const actor = `${decision.actor.person.oid}@${decision.actor.tenantId}`;
    if (facts) return await ports.data.write(lease, record, { actor, action: decision.command.action, facts });
  } catch (error) {
    await ports.data.release(lease).catch(() => undefined);
    throw error;
  }
  await ports.data.release(lease);
  return record;
}

async function patientLease(ports: Ports, key: ConnectionKey, arrivedAt: number): Promise<{ record: ConnectionRecord; lease: Lease }> {
  for (let tried = 0; ; tried += 1) {
    const held = await ports.data.lease(key);
    if (held) return held;
    if (tried === 0 && !(await ports.data.load(key))) throw new PortalError('not-found', 'no such connection');
    if (performance.now() - arrivedAt > patienceMs) throw new PortalError('busy', 'another request works on this connection');
    await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
  }
}

/** A plan as somebody saw it. */
export interface Acceptance {
  readonly manifestSha256: string;
  /** When the organization was read that the plan was made from. */
  readonly observedAt: Date;
  /** APIs to go without; only those that the tenant does not have, or that were left out before. */
  readonly leaveOut: readonly string[];
  /** The app made by hand to repair and use; null: a new one is made. */
  readonly adopt?: AppChoice | null;
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
      const { callbackUrl } = ports.settings;
      const adoption = chosenAdoption(record, accepted.adopt ?? null, { leaveOut: accepted.leaveOut, callbackUrl });
      const planned = plannedFor({ ...record, adoption, leftOut: accepted.leaveOut }, { callbackUrl, now });
      if (!planned) throw new PortalError('stale', 'the organization has not been read yet');
      const { me } = planned.observed;
      if (me.isGuest && me.id === actor.person.oid) throw new PortalError('stale', 'a guest does not decide for the organization');
      const changesList =
        accepted.leaveOut.join() !== record.leftOut.join() || (adoption?.objectId ?? null) !== (record.adoption?.objectId ?? null);
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
        adoption,
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
  'consent-cleaning-up',
  'grants-incomplete',
  'application-unseen',
  'application-outdated',
  'resource-gone',
  'conditional-access',
  'wrong-organization',
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
      if (outcome.kind === 'failed') return consentFailed(outcome, now);
      return { ...noWait, consentReturnedAt: null, problem: { code: declinedProblem(actor), at: now, evidence: {} } };
    },
  };
}

/** The approval ended with a code of Microsoft, which a callback brought or a person read on Microsoft's page. */
function consentFailed({ error, number, ids }: Extract<ConsentOutcome, { kind: 'failed' }>, now: Date): Facts {
  const code = problemForEntra({ error, aadstsNumber: number, subcode: null, step: 'consent' });
  const evidence = { Code: number ? `AADSTS${number}` : error, ...ids };
  return { ...noWait, consentReturnedAt: null, problem: { code, at: now, evidence } };
}

/** A page of Microsoft ended with a code and did not lead back: the admin tells us which. Like a callback, it proves nothing. */
export function pageCodeSeen({ number, ids }: { readonly number: number; readonly ids: PageCode['ids'] }): Command {
  return {
    action: 'consent.code-told',
    facts: (record, now) => (awaitsConsent(record) ? consentFailed({ kind: 'failed', error: '', number, ids }, now) : null),
  };
}

/** What the organization calls the app in its service management: written with the app when it is made or brought up to date. */
export const enterServiceReference = (serviceReference: string): Command => ({
  action: 'service-reference.entered',
  facts: (record) => (record.problem?.code === 'service-reference-required' ? { ...noWait, serviceReference, problem: null } : null),
});

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
    if (record.problem?.code === 'grants-beyond') return { ...noWait, ...grantsAnew(record, now), problem: null };
    if (awaitsConsent(record)) return { ...noWait, consentReturnedAt: now, problem: null };
    const showsPlan = record.connectedAt !== null || record.acceptedBy?.oid !== person.oid;
    return showsPlan && record.problem === null ? { ...noWait, observed: null } : null;
  },
});

/** Grants are read anew; where nobody came back yet, what lacks is still to be approved and not merely on its way. */
function grantsAnew({ consentReturnedAt, observed }: ConnectionRecord, now: Date): Facts {
  return consentReturnedAt ? { consentReturnedAt: now } : { observed: observed && { ...observed, grants: null } };
}

/** Whether an approval is what the connection waits for, or what its problem asks for. */
export function awaitsConsent(record: ConnectionRecord): boolean {
  if (!record.acceptedAt || !record.servicePrincipalId || record.grantsCompleteAt || record.connectedAt) return false;
  return record.problem === null || consentProblems.includes(record.problem.code);
}

/** Problems in which the tenant's policy on client secrets has the last word. */
const policyProblems: readonly Problem['code'][] = ['secret-policy-lifetime', 'secret-policy-banned'];
/** Problems of an app that was chosen: the choice is made anew. */
const choiceProblems: readonly Problem['code'][] = ['adoption-gone', 'adoption-changed', 'adoption-refused'];
const choiceUndone: Facts = { adoption: null, acceptedAt: null, acceptedBy: null };

/** "Try again": the problem is put aside and the tenant is read anew; if it is still there, it comes back. */
export const retry: Command = {
  action: 'problem.retried',
  facts: (record, now) => {
    if (!record.problem) return null;
    const underWay = ['sealed', 'delivered'].includes(record.credentials.at(-1)?.state ?? '');
    const undone = choiceProblems.includes(record.problem.code) ? choiceUndone : {};
    // whoever tries again after a policy's refusal has asked for an exemption: a full life is asked for, whatever the policy says
    const exempted = { days: fullLifeDays, learnedAt: now, exempted: true };
    const learned = policyProblems.includes(record.problem.code) ? { secretLimit: exempted } : {};
    return { ...noWait, ...undone, ...learned, problem: null, ...(underWay ? {} : { observed: null, consentReturnedAt: null }) };
  },
};
