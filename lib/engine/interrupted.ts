import type { ConnectionRecord, Problem } from '../domain/connection';
import type { CredentialRecord } from '../domain/credential';
import type { Facts } from '../domain/facts';
import { ownCredentials } from '../domain/state';

/**
 * Proofs interrupted by a restart are repeated with a new key this often before a person is asked. A rolling restart may interrupt one in
 * each process in turn, and has to come to its end without anybody.
 */
const automaticTries = 6;

/**
 * What it means that the proof of a key will not come: the key is unproved, which the plan answers with its removal and a new one. After
 * some such keys in a row a person is asked, too.
 */
export function interrupted(
  record: ConnectionRecord,
  credential: CredentialRecord,
): { facts: Facts; problem: Pick<Problem, 'code' | 'evidence'> | null } {
  const facts: Facts = { credentials: [{ ...credential, state: 'unproved' }] };
  const begunAt = record.acceptedAt ?? record.createdAt;
  const ended = ownCredentials(record).filter((item) => ['unproved', 'removed'].includes(item.state) && item.intendedAt >= begunAt);
  if (ended.length + 1 < automaticTries) return { facts, problem: null };
  return { facts, problem: { code: 'proof-interrupted', evidence: { Attempts: String(ended.length + 1) } } };
}
