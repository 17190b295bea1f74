import { isHeld } from './admission';
import type { ConnectionRecord, ConnectionState } from './connection';
import type { CredentialRecord } from './credential';

/** Where a fresh look at the tenant may put a connection back to. */
const back: readonly ConnectionState[] = ['signed_in', 'app', 'principal', 'consent_wait', 'checking', 'minting'];
/** Where a fresh look may put it forward to: an earlier run has done the steps between. */
const ahead: readonly ConnectionState[] = ['sealed', 'delivering', 'verifying'];
const stops: readonly ConnectionState[] = ['attention', 'disconnecting'];

const moves = (from: ConnectionState, to: readonly ConnectionState[]) => ({ from, to: to.filter((state) => state !== from) });

/** Every legal move between states; staying is always legal. What is not listed does not happen. */
export const transitions: readonly { readonly from: ConnectionState; readonly to: readonly ConnectionState[] }[] = [
  moves('invited', ['signed_in', 'held']),
  moves('held', ['signed_in', 'attention']),
  moves('signed_in', ['held', ...back, ...ahead, ...stops]),
  moves('app', [...back, ...ahead, ...stops]),
  moves('principal', [...back, ...ahead, ...stops]),
  moves('consent_wait', [...back, ...ahead, ...stops]),
  moves('checking', [...back, ...ahead, ...stops]),
  moves('minting', [...back, 'sealed', 'verifying', ...stops]),
  moves('sealed', [...back, 'delivering', 'verifying', ...stops]),
  moves('delivering', [...back, 'verifying', ...stops]),
  moves('verifying', [...back, 'connected', ...stops]),
  moves('connected', [...back, 'verifying', ...stops]),
  moves('attention', ['held', ...back, ...ahead, 'connected', 'disconnecting']),
  moves('disconnecting', ['disconnected', 'attention']),
  moves('disconnected', ['signed_in']),
];

/** True when the table allows the move. */
export function canMove(from: ConnectionState, to: ConnectionState): boolean {
  return from === to || (transitions.find((row) => row.from === from)?.to.includes(to) ?? false);
}

/**
 * Guards a write.
 * @throws RangeError naming both states when the table does not list the move
 */
export function assertTransition(from: ConnectionState, to: ConnectionState): void {
  if (!canMove(from, to)) throw new RangeError(`a connection never moves from ${from} to ${to}`);
}

type Keys = Pick<ConnectionRecord, 'credentials' | 'applicationObjectId'>;

/** Keys of the application that is there now. Those of one that was deleted and made anew are gone with it. */
export function ownCredentials({ credentials, applicationObjectId }: Keys): readonly CredentialRecord[] {
  return credentials.filter((credential) => credential.applicationObjectId === applicationObjectId);
}

/** The credential in use or on its way: the newest attempt for the present application that has not ended. */
export function currentCredential(record: Keys): CredentialRecord | null {
  const ended = new Set(['refused', 'retired', 'removed', 'unproved', 'unknown']);
  return ownCredentials(record).findLast((credential) => !ended.has(credential.state)) ?? null;
}

/** The state that the facts amount to. It is never set by itself: every write derives it again. */
export function stateOf(record: ConnectionRecord): ConnectionState {
  if (isHeld(record)) return 'held';
  if (record.problem) return 'attention';
  if (record.connectedAt) return 'connected';
  if (!record.acceptedAt || !record.applicationObjectId) return 'signed_in';
  if (!record.servicePrincipalId) return 'app';
  if (!record.stableAt) return 'principal';
  if (!record.grantsCompleteAt) return record.consentReturnedAt ? 'checking' : 'consent_wait';
  return secretState(currentCredential(record));
}

function secretState(credential: CredentialRecord | null): ConnectionState {
  switch (credential?.state) {
    case 'sealed':
      return credential.deliveryStartedAt ? 'delivering' : 'sealed';
    case 'delivered':
    case 'live':
      return 'verifying';
    default:
      return 'minting';
  }
}
