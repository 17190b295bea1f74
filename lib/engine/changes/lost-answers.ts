import type { Outcome } from '../../domain/change';
import type { ConnectionRecord } from '../../domain/connection';
import type { CredentialRecord } from '../../domain/credential';
import type { Facts } from '../../domain/facts';

/** So many answers may be lost in a row; then a person decides whether another key is tried. */
const mostAnswersLost = 3;

/**
 * What an attempt comes to after too many that had no answer, such as behind a proxy that cuts this one request. Nothing is sent: each of
 * those keys was looked for, and removed where it showed. "Try again" begins a new row.
 * @param attempt journaled and not sent yet
 * @returns null while the key may be asked for
 */
export function tooManyLost(record: ConnectionRecord, attempt: CredentialRecord): Outcome<Facts> | null {
  const lost = lostInARow(record, attempt);
  if (lost < mostAnswersLost) return null;
  const credentials: readonly CredentialRecord[] = [{ ...attempt, state: 'refused' }];
  return { kind: 'refused', problem: 'secret-unknown', evidence: { 'Answers lost': `${lost} in a row` }, facts: { credentials } };
}

/** How many attempts before this one had no answer, since the plan was accepted. Doubtful refusals neither count nor end the row. */
function lostInARow({ credentials, acceptedAt }: ConnectionRecord, { attempt }: CredentialRecord): number {
  const earlier = credentials.filter((item) => item.attempt !== attempt && (item.state !== 'refused' || item.unknownAt === null));
  const other = earlier.findLastIndex(
    ({ unknownAt, intendedAt }) => unknownAt === null || (acceptedAt !== null && intendedAt < acceptedAt),
  );
  return earlier.length - 1 - other;
}
