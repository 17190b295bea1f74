import { keysToRemove } from '../../domain/adoption';
import type { Outcome } from '../../domain/change';
import type { Facts } from '../../domain/facts';
import { proofIsOverdue } from '../../domain/plan';
import { ownCredentials } from '../../domain/state';
import { PortalError } from '../../error';
import type { ChangeContext } from './change-context';

/** Proofs interrupted by a restart are repeated with a new key this often before a person is asked. */
const automaticTries = 3;

/**
 * Takes the recorded proof of a delivered key: the key goes live and the connection is connected. Until then it waits; a proof that
 * can no longer come leaves the key unproved, which the plan answers with its removal and a new one.
 */
export function proveAccess({ ports, record }: Pick<ChangeContext, 'ports' | 'record'>, attempt: string): Outcome<Facts> {
  const credential = record.credentials.find((item) => item.attempt === attempt);
  if (!credential) throw new PortalError('internal', 'no key to prove');
  const now = ports.now();
  if (credential.provedAt) {
    const live: Facts = { credentials: [{ ...credential, state: 'live' }] };
    // old keys of an adopted app go now, and the connection is complete when they are gone
    return { kind: 'done', facts: keysToRemove(record, record.observed).length > 0 ? live : { ...live, connectedAt: now } };
  }
  if (!proofIsOverdue(credential, now)) return { kind: 'wait', reason: 'proof', retryAfterSeconds: 1 };
  const credentials = [{ ...credential, state: 'unproved' as const }];
  const begunAt = record.acceptedAt ?? record.createdAt;
  const ended = ownCredentials(record).filter((item) => ['unproved', 'removed'].includes(item.state) && item.intendedAt >= begunAt);
  const interrupted = ended.length;
  if (interrupted + 1 < automaticTries) return { kind: 'done', facts: { credentials } };
  return { kind: 'refused', problem: 'proof-interrupted', evidence: { Attempts: String(interrupted + 1) }, facts: { credentials } };
}
