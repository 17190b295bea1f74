import type { ChangeKind } from '../domain/change';
import type { ConnectionRecord, ConnectionState } from '../domain/connection';
import type { Facts } from '../domain/facts';
import type { CallTrace } from '../microsoft/microsoft';

/** A line of the journal: what was intended, and what became of it. */
export interface OperationRecord {
  readonly id: string;
  readonly change: ChangeKind;
  readonly intendedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: 'done' | 'wait' | 'refused' | 'unknown' | null;
  readonly detail: string | null;
  readonly calls: readonly CallTrace[];
}

/** Which row, and for whom: every query goes by tenant and id. */
export interface ConnectionKey {
  readonly tenantId: string;
  readonly id: string;
}

/** A lease on a connection: one worker at a time. Every write of the holder names the epoch. */
export interface Lease extends ConnectionKey {
  readonly epoch: number;
}

export interface Intent {
  readonly change: ChangeKind;
  readonly actor: string;
  readonly facts: Facts;
}

export interface Ending {
  readonly operationId: string;
  readonly outcome: 'done' | 'wait' | 'refused' | 'unknown';
  readonly detail: string | null;
  readonly facts: Facts;
  readonly calls: readonly CallTrace[];
  readonly actor: string;
  /** What the same worker does next, journaled with this outcome; null when it stops here. */
  readonly next: Intent | null;
}

/** An operation under way: the record after its intent, and its line in the journal. */
export interface Intended {
  readonly operationId: string;
  readonly record: ConnectionRecord;
}

/** What became of a held connection's invitation: nothing yet, or support let the organization in, or not. */
export type HoldDecision = 'open' | 'released' | 'refused';

/** Hashes only: neither the state nor the session id is stored. */
export interface ConsentDeparture {
  readonly stateHash: string;
  readonly sessionHash: string;
  readonly expiresAt: Date;
}

/**
 * Port 2: the portal's own memory. Every write is one transaction with its audit line; it names the epoch and the state it was planned
 * on, and throws `PortalError` code `stale` when either has moved on meanwhile. The write that connects also deletes the delegated tokens
 * of every session of the connection.
 */
/** Facts that are no change of the plan. */
export interface Command {
  readonly actor: string;
  /** What it is called in the audit. */
  readonly action: string;
  readonly facts: Facts;
  /** What a proof asked Microsoft: told with the operation that made the key, which began it. */
  readonly proofCalls?: readonly CallTrace[];
}

export interface ConnectionData {
  /** null for an unknown id and for another tenant's alike. */
  load(key: ConnectionKey): Promise<ConnectionRecord | null>;
  /** Newest last, at most `limit`. */
  operations(key: ConnectionKey, limit: number): Promise<readonly OperationRecord[]>;
  /**
   * Takes the lease for 15 s of database time, prolonged by signs of life of this process until it is given back, and for 40 s at most for
   * one change; null when somebody else holds it or the row is not there. What an earlier holder left open
   * is closed: its operations, and a key it intended, are of unknown outcome from here on.
   */
  lease(key: ConnectionKey): Promise<{ readonly record: ConnectionRecord; readonly lease: Lease } | null>;
  /**
   * Gives the lease back. `idleAt`, the state in which a look of the worker found nothing to do: it does not look again before something
   * changes.
   */
  release(lease: Lease, idleAt?: ConnectionState): Promise<void>;
  /** Journals an intent before its effect; the record after its facts. */
  intend(lease: Lease, record: ConnectionRecord, intent: Intent): Promise<Intended>;
  /**
   * Journals the outcome after the effect. With a next intent that is journaled, too, and the lease begins anew; without one it is given
   * back and `operationId` is null.
   */
  conclude(
    lease: Lease,
    record: ConnectionRecord,
    ending: Ending,
  ): Promise<{ readonly record: ConnectionRecord; readonly operationId: string | null }>;
  /** Writes the facts of a person's command (accept, look again, retry), of a proof that came, or of the end; gives the lease back. */
  write(lease: Lease, record: ConnectionRecord, command: Command): Promise<ConnectionRecord>;
  /**
   * Notes, without the lease, that the proof of an attempt is still under way in this process; it holds for 30 s.
   * @returns false when the attempt waits for no proof (any more)
   */
  stillProving(key: ConnectionKey, attempt: string): Promise<boolean>;
  /** The sealed text of an attempt, for delivery. */
  sealedText(key: ConnectionKey, attempt: string): Promise<string | null>;
  /** Has a worker look at the connection as soon as it is free, whoever holds it now. */
  callWorker(key: ConnectionKey): Promise<void>;
  /** What support has decided about a held connection. */
  holdDecision(key: ConnectionKey, invitationId: string): Promise<HoldDecision>;
  /** Remembers a departure to the consent page, bound to the session that left. */
  rememberConsent(key: ConnectionKey, departure: ConsentDeparture): Promise<void>;
  /** True for a departure of this session, and of this colleague, that is not used and not too old; asking does not use it up. */
  awaitsConsent(
    key: ConnectionKey,
    departure: Pick<ConsentDeparture, 'stateHash' | 'sessionHash'>,
    leftBy?: string | null,
  ): Promise<boolean>;
  /** Uses such a departure up: true once. */
  consumeConsent(key: ConnectionKey, departure: Pick<ConsentDeparture, 'stateHash' | 'sessionHash'>): Promise<boolean>;
}
