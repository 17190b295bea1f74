import type { ConnectionRecord, ConnectionState } from './connection';
import type { CredentialRecord } from './credential';

/** Stages before there is a key. */
const early = ['signed_in', 'app', 'principal', 'consent_wait', 'checking'] as const satisfies readonly ConnectionState[];
const stops = ['attention', 'disconnecting'] as const satisfies readonly ConnectionState[];

/**
 * A look at the tenant puts a connection that is being built to the stage that its facts show, forward or back: objects disappear, reads
 * lag behind and catch up.
 */
const seenFrom = (from: ConnectionState) => ({
  from,
  to: [...early, 'minting' as const, 'sealed' as const, 'delivering' as const, 'verifying' as const, ...stops].filter((to) => to !== from),
});

/** Where a fresh look at the tenant may put a connection back to. */
const back: readonly ConnectionState[] = ['signed_in', 'app', 'principal', 'consent_wait', 'checking', 'minting'];
/** Where a fresh look may put it forward to: an earlier run has done the steps between. */
const ahead: readonly ConnectionState[] = ['sealed', 'delivering', 'verifying'];
const stops: readonly ConnectionState[] = ['attention', 'disconnecting'];

/** Every legal move between states; staying is always legal. What is not listed does not happen. */
export const transitions: readonly { readonly from: ConnectionState; readonly to: readonly ConnectionState[] }[] = [
  { from: 'invited', to: ['signed_in', 'held'] },
  { from: 'held', to: ['signed_in'] },
  { from: 'signed_in', to: [...back, ...ahead, ...stops] },
  { from: 'app', to: [...back, ...ahead, ...stops] },
  { from: 'principal', to: [...back, ...ahead, ...stops] },
  { from: 'consent_wait', to: [...back, ...ahead, ...stops] },
  { from: 'checking', to: [...back, ...ahead, ...stops] },
  { from: 'minting', to: [...back, 'sealed', 'verifying', ...stops] },
  { from: 'sealed', to: [...back, 'delivering', 'verifying', ...stops] },
  { from: 'delivering', to: [...back, 'verifying', ...stops] },
  { from: 'verifying', to: [...back, 'connected', ...stops] },
  { from: 'connected', to: [...back, 'verifying', ...stops] },
  { from: 'attention', to: [...back, ...ahead, 'connected', 'disconnecting'] },
  { from: 'disconnecting', to: ['disconnected', 'attention'] },
  { from: 'disconnected', to: ['signed_in'] },
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

/** The credential in use or on its way: the newest attempt that has not ended. */
export function currentCredential(record: Pick<ConnectionRecord, 'credentials'>): CredentialRecord | null {
  const ended = new Set(['refused', 'retired', 'removed', 'unproved', 'unknown']);
  return record.credentials.findLast((credential) => !ended.has(credential.state)) ?? null;
}

/** The state that the facts amount to. It is never set by itself: every write derives it again. */
export function stateOf(record: ConnectionRecord): ConnectionState {
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
