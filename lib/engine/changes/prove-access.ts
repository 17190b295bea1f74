import type { Outcome } from '../../domain/change';
import type { Facts } from '../../domain/facts';
import { proofIsOverdue } from '../../domain/plan';
import { PortalError } from '../../error';
import { interrupted } from '../interrupted';
import type { ChangeContext } from './change-context';

/**
 * Takes the recorded proof of a delivered key: the key goes live and the connection is connected. Until then it waits; a proof that
 * can no longer come leaves the key unproved, which the plan answers with its removal and a new one.
 */
export function proveAccess({ ports, record }: Pick<ChangeContext, 'ports' | 'record'>, attempt: string): Outcome<Facts> {
  const credential = record.credentials.find((item) => item.attempt === attempt);
  if (!credential) throw new PortalError('internal', 'no key to prove');
  const now = ports.now();
  if (credential.provedAt) {
    return { kind: 'done', facts: { connectedAt: now, credentials: [{ ...credential, state: 'live' }] } };
  }
  if (!proofIsOverdue(credential, now)) return { kind: 'wait', reason: 'proof', retryAfterSeconds: 1 };
  const { facts, problem } = interrupted(record, credential);
  return problem ? { kind: 'refused', problem: problem.code, evidence: problem.evidence, facts } : { kind: 'done', facts };
}
