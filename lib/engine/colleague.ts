import type { ConsentDeparture } from '../data/data';
import type { ApprovalLink, Setback } from '../domain/approval-link';
import type { Person } from '../domain/connection';
import type { ConsentOutcome } from '../domain/consent';
import { problemForEntra } from '../domain/error-codes';
import { roleHint } from '../domain/roles';
import { PortalError } from '../error';
import type { ApprovalPorts } from './approval-ports';
import { awaitsConsent, type Command, decide } from './commands';
import { consentPage } from './consent-return';
import { isApprovable } from './hand-over';
import { noWait } from './patience';
import type { Ports } from './ports';

type Departed = Pick<ConsentDeparture, 'stateHash' | 'sessionHash'>;
type Both = Ports & { readonly approvals: ApprovalPorts };

/** A departure stays good this long, as the admin's own does. */
const departureLifeMinutes = 30;

/** The person of a link that was redeemed. @throws PortalError `unauthenticated` before that */
export function approverOf({ approver }: ApprovalLink): Person {
  if (!approver) throw new PortalError('unauthenticated', 'nobody has signed in with this link');
  return approver;
}

/**
 * Sends a colleague to Microsoft's consent page. The connection itself is left as it is: a colleague who looks and goes changes nothing.
 * @returns the address
 * @throws PortalError `stale` when there is nothing to approve (any more)
 */
export async function colleagueDeparture(ports: Both, link: ApprovalLink, leaving: Departed & { readonly state: string }): Promise<string> {
  const by = approverOf(link);
  const record = await ports.data.load({ tenantId: link.tenantId, id: link.connectionId });
  if (!record || !isApprovable(record)) throw new PortalError('stale', 'there is nothing to approve at this step');
  const { state, stateHash, sessionHash } = leaving;
  await ports.approvals.noteDeparture(link, by, { stateHash, sessionHash, lifeMinutes: departureLifeMinutes });
  return consentPage(ports, record, state);
}

/**
 * Takes note of a colleague's return. An approval moves the connection to "look at Graph" and nothing more, and uses the link up; anything
 * else is told on the link, and the link stays good. The departure is used up last, so that a return that could not be written may come
 * again.
 * @returns false, and nothing written, for a return that this person has not left for in this browser: an approval bears no name of
 *   somebody who signed in there meanwhile
 */
export async function colleagueReturn(
  ports: Both,
  link: ApprovalLink,
  { departure, outcome }: { readonly departure: Departed; readonly outcome: ConsentOutcome },
): Promise<boolean> {
  const key = { tenantId: link.tenantId, id: link.connectionId };
  const by = approverOf(link);
  if (!(await ports.data.awaitsConsent(key, departure, by.oid))) return false;
  if (outcome.kind !== 'returned') {
    return ports.approvals.noteSetback(link, by, { departure, setback: setbackOf(by, outcome, ports.now()) });
  }
  const actor = { person: by, tenantId: link.tenantId, accessToken: null };
  await decide(ports, key, { actor, command: cameBack(by) });
  return ports.approvals.concludeApproval(link, by, departure);
}

/** As for an admin's own return. Where a look has found the grants before the colleague was back, only who he is was still missing. */
const cameBack = (by: Person): Command => ({
  action: 'consent.returned',
  facts: (record, now) => {
    if (awaitsConsent(record)) return { ...noWait, consentReturnedAt: now, consentBy: by, problem: null };
    return record.grantsCompleteAt && !record.consentBy ? { consentBy: by } : null;
  },
});

function setbackOf(by: Person, outcome: Exclude<ConsentOutcome, { kind: 'returned' }>, at: Date): Setback {
  if (outcome.kind === 'declined') {
    // Microsoft's dead end for people without the role leads back with the same answer as Cancel
    return { kind: roleHint(by.roles).mayApprove === false ? 'consent-role-missing' : 'consent-declined', at, code: null };
  }
  const problem = problemForEntra({ error: outcome.error, aadstsNumber: outcome.number, subcode: null, step: 'consent' });
  const kind = problem === 'consent-role-missing' || problem === 'consent-declined' ? problem : 'consent-failed';
  const code = outcome.number ? `AADSTS${outcome.number}` : outcome.error;
  return { kind, at, code, ...(outcome.ids && { ids: outcome.ids }) };
}
