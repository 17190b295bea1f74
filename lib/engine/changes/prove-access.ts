import type { Outcome } from '../../domain/change';
import { proofIsOverdue } from '../../domain/credential';
import { applyFacts, type Facts } from '../../domain/facts';
import { plannedFor } from '../../domain/next-step';
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
    const live: Facts = { credentials: [{ ...credential, state: 'live' }] };
    // keys that are not to stay go now, and the connection is complete when they are gone
    const left = plannedFor(applyFacts(record, live), { callbackUrl: ports.settings.callbackUrl, now })?.changes ?? [];
    return { kind: 'done', facts: left.length > 0 ? live : { ...live, connectedAt: now } };
  }
  if (!proofIsOverdue(credential, now)) return { kind: 'wait', reason: 'proof', retryAfterSeconds: 1 };
  const { facts, problem } = interrupted(record, credential);
  return problem ? { kind: 'refused', problem: problem.code, evidence: problem.evidence, facts } : { kind: 'done', facts };
}
