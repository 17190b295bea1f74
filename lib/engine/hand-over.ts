import type { ConnectionKey } from '../data/data';
import type { ApprovalLink } from '../domain/approval-link';
import type { ConnectionRecord } from '../domain/connection';
import { nextStep } from '../domain/next-step';
import { PortalError } from '../error';
import type { ApprovalPorts } from './approval-ports';
import { awaitsConsent, type Command, decide } from './commands';
import { noWait } from './patience';
import { perform } from './perform';
import type { Actor, Ports } from './ports';

/** "Ask a colleague to approve": what stopped the admin at the approval is put aside; the connection waits for somebody else. */
const handOver: Command = {
  action: 'consent.handed-over',
  facts: (record) => {
    if (!isApprovable(record)) throw new PortalError('stale', 'there is nothing to approve at this step');
    // what was returned before did not end in an approval
    return record.problem ? { ...noWait, problem: null, consentReturnedAt: null, consentBy: null } : null;
  },
};

/** Whether somebody could approve at Microsoft now: the app is whole there, and its approval is what is missing. */
export const isApprovable = (record: ConnectionRecord): boolean =>
  awaitsConsent(record) && record.appId !== null && record.stableAt !== null;

interface Asking {
  readonly actor: Actor;
  readonly tokenHash: string;
  readonly lifeDays: number;
  /** True: a new link, whatever became of the one before. */
  readonly anew: boolean;
}

/**
 * Hands the approval over: a link is made unless one is open.
 * @returns the record, and whether the token of `tokenHash` is good now
 * @throws PortalError `stale` when there is nothing to approve
 */
export async function askColleague(
  ports: Ports & { readonly approvals: ApprovalPorts },
  key: ConnectionKey,
  { actor, tokenHash, lifeDays, anew }: Asking,
): Promise<{ record: ConnectionRecord; made: boolean }> {
  const record = await decide(ports, key, { actor, command: handOver });
  await ports.approvals.closeOver(key);
  const create = anew ? ports.approvals.createLink : ports.approvals.createLinkUnlessOpen;
  const made = await create(key, { tokenHash, by: actor.person, lifeDays });
  return { record, made: made !== null };
}

/** How often the grants are read at Microsoft for somebody who waits, in milliseconds. */
const lookEveryMs = 30_000;

/**
 * What the page of the admin who waits asks for again and again: the connection as it stands. Every half minute, while the admin's token
 * lives, the grants are read at Microsoft, so that an approval is found also when nobody came back from its page.
 */
export async function lookForApproval(
  ports: Ports & { readonly approvals: ApprovalPorts },
  key: ConnectionKey,
  actor: Actor,
): Promise<ConnectionRecord> {
  const record = await readGrants(ports, key, actor);
  const link = await ports.approvals.newestLink(key);
  if (link && isOver(link, record, ports.now())) await ports.approvals.closeOver(key);
  return record;
}

const isOver = (link: ApprovalLink, record: ConnectionRecord, now: Date): boolean =>
  link.ended === null && (link.expiresAt <= now || record.grantsCompleteAt !== null || record.connectedAt !== null);

async function readGrants(ports: Ports, key: ConnectionKey, actor: Actor): Promise<ConnectionRecord> {
  const held = actor.accessToken && (await isDue(ports, key)) ? await ports.data.lease(key) : null;
  if (!held) return present(ports, key);
  const { lease, record } = held;
  const next = nextStep(record, { callbackUrl: ports.settings.callbackUrl, now: ports.now(), who: actor.person.oid });
  const waits = next.kind === 'admin' && next.why === 'consent' && (!record.notBefore || record.notBefore <= ports.now());
  if (!waits) {
    await ports.data.release(lease);
    return record;
  }
  const look = { lease, record, change: { kind: 'checkGrants', by: 'microsoft' }, following: () => null } as const;
  try {
    return await perform(ports, actor, look);
  } catch (error) {
    await ports.data.release(lease).catch(() => undefined);
    // somebody decided or came back meanwhile: that is what the page is to see
    if (error instanceof PortalError && error.code === 'stale') return present(ports, key);
    throw error;
  }
}

async function isDue({ data, now }: Ports, key: ConnectionKey): Promise<boolean> {
  const last = (await data.operations(key, 1))[0];
  return last?.change !== 'checkGrants' || now().getTime() - last.intendedAt.getTime() > lookEveryMs;
}

async function present(ports: Ports, key: ConnectionKey): Promise<ConnectionRecord> {
  const record = await ports.data.load(key);
  if (!record) throw new PortalError('not-found', 'no such connection');
  return record;
}
