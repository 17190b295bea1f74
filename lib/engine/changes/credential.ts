import { randomUUID } from 'node:crypto';
import type { Outcome } from '../../domain/change';
import { type CredentialRecord, credentialDisplayName, credentialLifetime, isPasswordOf } from '../../domain/credential';
import { isStoreTrouble } from '../../domain/delivery';
import type { Facts } from '../../domain/facts';
import { keyLife } from '../../domain/key-life';
import { leaseSeconds } from '../../domain/lease';
import type { Observed } from '../../domain/observed';
import { PortalError } from '../../error';
import { log } from '../../log';
import type { MintReport } from '../../sealer/messages';
import { failureContext, outcomeOf } from '../refusal';
import { wantedRoles } from '../wanted-roles';
import { watchProof } from '../watch-proof';
import type { ChangeContext, PlannedContext } from './change-context';
import { tooManyLost } from './lost-answers';
import { tooLong, tooLongCode } from './shorter-life';

/** The attempt as it is journaled before anything is sent. */
export function intendedCredential({ ports, record }: Pick<ChangeContext, 'ports' | 'record'>): CredentialRecord {
  const { applicationObjectId } = record;
  if (!applicationObjectId) throw new PortalError('internal', 'a key needs its application first');
  const now = ports.now();
  const lifetime = credentialLifetime(
    now,
    record.credentials.map((credential) => credential.startsAt),
    keyLife(record, now).days,
  );
  const unset = {
    keyId: null,
    sealedAt: null,
    sealThumbprint: null,
    deliveryStartedAt: null,
    deliveryTries: 0,
    deliveryAlarmedAt: null,
    deliveredAt: null,
    provedAt: null,
    unknownAt: null,
    watchedUntil: null,
  };
  return { attempt: randomUUID(), applicationObjectId, state: 'intended', intendedAt: now, ...lifetime, ...unset };
}

/**
 * Has a sealer make the key and seal it. What comes back is sealed text and a key id; the sealer goes on to try the key out and reports
 * by itself. An outcome that is not known is recorded as unknown; the next look at the tenant resolves it.
 */
export async function mintCredential(context: PlannedContext, attempt: CredentialRecord): Promise<Outcome<Facts>> {
  const { ports, record, caller, desired } = context;
  const { applicationObjectId, appId } = record;
  if (!applicationObjectId || !appId) throw new PortalError('internal', 'a key needs its application first');
  const tooMany = tooManyLost(record, attempt);
  if (tooMany) return tooMany;
  const run = ports.sealers.spawn({
    kind: 'order',
    cloud: ports.settings.cloud,
    delegatedToken: caller.accessToken,
    applicationObjectId,
    binding: { connectionId: record.id, tenantId: record.tenantId, appId, attempt: attempt.attempt, purpose: 'microsoft-defender' },
    displayName: credentialDisplayName,
    startsAt: attempt.startsAt,
    expiresAt: attempt.expiresAt,
    notAfter: lastMoment(attempt, ports.now()),
    sealKey: ports.settings.sealKey,
    sealThumbprint: ports.settings.sealThumbprint,
    wantedRoles: wantedRoles(desired),
  });
  const report = await run.minted;
  context.calls.push(...report.trace);
  watchProof(ports, { tenantId: record.tenantId, id: record.id }, { attempt: attempt.attempt, run, made: report.kind === 'sealed' });
  return mintOutcome(context, { attempt, report });
}

/**
 * Whoever finds a key intended and its worker gone looks for it a minute long: a key that came later would stay unseen. So it is asked for
 * while nobody else can hold the lease, whatever has become of its worker.
 */
const mintStartsWithinMs = (leaseSeconds - 3) * 1000;

/** Until when the key may be asked for, by this machine's clock, which the sealer shares; `now` may be the clock of the database. */
function lastMoment({ intendedAt }: CredentialRecord, now: Date): Date {
  return new Date(Date.now() + mintStartsWithinMs - (now.getTime() - intendedAt.getTime()));
}

function mintOutcome({ ports, record }: PlannedContext, minted: { attempt: CredentialRecord; report: MintReport }): Outcome<Facts> {
  const { attempt, report } = minted;
  if (report.kind === 'sealed') {
    const sealThumbprint = ports.settings.sealThumbprint;
    const { keyId, startsAt, expiresAt } = report;
    const credential: CredentialRecord = { ...attempt, state: 'sealed', keyId, startsAt, expiresAt, sealedAt: ports.now(), sealThumbprint };
    return { kind: 'done', facts: { credentials: [credential], sealed: { attempt: attempt.attempt, jwe: report.jwe } } };
  }
  const now = ports.now();
  if (report.error.code === tooLongCode) return tooLong({ record, now }, attempt, report.error);
  const outcome = outcomeOf(report.error, failureContext(record, 'mintCredential', now));
  const state = report.error.kind === 'lost' ? ('unknown' as const) : ('refused' as const);
  const isDoubtful = state === 'unknown' || doubtfulRefusals.includes(report.error.kind);
  const credential: CredentialRecord = { ...attempt, state, unknownAt: isDoubtful ? now : null };
  return { ...outcome, facts: { credentials: [credential] } };
}

/** Answers that can come after the effect. */
const doubtfulRefusals: readonly string[] = ['throttled', 'unavailable', 'lost', 'unreadable'];

/** Puts the record into FortifyData's store: sealed, or the facts of a certificate; the attempt is the idempotency key, so repeating is safe. */
export async function deliverCredential({ ports, record }: ChangeContext, attempt: string): Promise<Outcome<Facts>> {
  const credential = record.credentials.find((item) => item.attempt === attempt);
  if (!credential?.keyId || !record.appId) throw new PortalError('internal', 'nothing to deliver');
  const { keyId, startsAt, expiresAt, thumbprint } = credential;
  const facts = { attempt, connectionId: record.id, tenantId: record.tenantId, appId: record.appId, keyId, startsAt, expiresAt };
  const content = thumbprint ? { thumbprint } : await sealedContent({ ports, record }, credential);
  const { receipt } = await ports.store.put({ ...facts, ...content });
  const delivered: CredentialRecord = { ...credential, state: 'delivered', deliveredAt: ports.now() };
  log.info('delivery-done', { connection: record.id, attempt, tries: credential.deliveryTries });
  // a store that had refused it has taken it; what else stands in the way stays
  const problem = isStoreTrouble(record) ? null : record.problem;
  return { kind: 'done', facts: { credentials: [delivered], stored: { attempt, receipt }, problem } };
}

async function sealedContent({ ports, record }: Pick<ChangeContext, 'ports' | 'record'>, { attempt, sealThumbprint }: CredentialRecord) {
  const jwe = await ports.data.sealedText({ tenantId: record.tenantId, id: record.id }, attempt);
  if (!sealThumbprint || !jwe) throw new PortalError('internal', 'nothing sealed to deliver');
  return { jwe, sealThumbprint };
}

/** Removes a key that never went live: one whose answer was lost, or whose proof did not come. */
export async function removeCredential({ ports, record, caller, observed }: PlannedContext, attempt: string): Promise<Outcome<Facts>> {
  const credential = record.credentials.find((item) => item.attempt === attempt);
  const listed = credential && observed.application?.passwords.find((password) => isPasswordOf(credential, password));
  const keyId = credential?.keyId ?? listed?.keyId;
  if (!credential || !keyId || !record.applicationObjectId) throw new PortalError('internal', 'no key to remove');
  await ports.microsoft.removePassword(caller, record.applicationObjectId, keyId);
  return { kind: 'done', facts: { credentials: [{ ...credential, keyId, state: 'removed' }], observed: withoutKey(observed, keyId) } };
}

/** What was seen, less the key that Microsoft has just removed; a later look that lists it again lets the plan remove it again. */
export function withoutKey(observed: Observed, keyId: string): Observed {
  const { application } = observed;
  if (!application) return observed;
  const isKept = (key: { keyId: string }) => key.keyId !== keyId;
  const { passwords, certificates } = application;
  const kept = { passwords: passwords.filter(isKept), ...(certificates ? { certificates: certificates.filter(isKept) } : {}) };
  return { ...observed, application: { ...application, ...kept } };
}
