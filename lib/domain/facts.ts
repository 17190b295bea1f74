import type { ConnectionRecord } from './connection';
import type { CredentialRecord } from './credential';

/** Columns that a change or a command may teach us. `credential` is written by its attempt, new or known. */
export type Facts = Partial<
  Pick<
    ConnectionRecord,
    | 'observed'
    | 'serviceReference'
    | 'acceptedAt'
    | 'acceptedBy'
    | 'manifestHash'
    | 'setAside'
    | 'leftOut'
    | 'createdResources'
    | 'adoption'
    | 'applicationObjectId'
    | 'appId'
    | 'servicePrincipalId'
    | 'waitingSince'
    | 'waitReason'
    | 'notBefore'
    | 'stableAt'
    | 'consentRequestedAt'
    | 'consentReturnedAt'
    | 'consentBy'
    | 'grantsCompleteAt'
    | 'secretLimit'
    | 'certificate'
    | 'proof'
    | 'connectedAt'
    | 'problem'
    | 'invitation'
  >
> & {
  readonly credentials?: readonly CredentialRecord[];
  /** Sealed text of an attempt, for the outbox; never part of a record that is read back. */
  readonly sealed?: { readonly attempt: string; readonly jwe: string };
  /** The store's name for a delivered attempt. */
  readonly stored?: { readonly attempt: string; readonly receipt: string };
};

/** The record after these facts; credentials are replaced by attempt, new ones go to the end. */
export function applyFacts(record: ConnectionRecord, facts: Facts): ConnectionRecord {
  const { credentials, sealed: _sealed, stored: _stored, ...columns } = facts;
  if (!credentials) return { ...record, ...columns };
  const changed = new Map(credentials.map((credential) => [credential.attempt, credential]));
  const kept = record.credentials.map((credential) => changed.get(credential.attempt) ?? credential);
  const known = new Set(kept.map((credential) => credential.attempt));
  return { ...record, ...columns, credentials: [...kept, ...credentials.filter((credential) => !known.has(credential.attempt))] };
}

/** Two sets of facts, the later one winning column by column and attempt by attempt. */
export function joinFacts(first: Facts, second: Facts): Facts {
  const byAttempt = new Map([...(first.credentials ?? []), ...(second.credentials ?? [])].map((item) => [item.attempt, item]));
  const credentials = byAttempt.size > 0 ? { credentials: [...byAttempt.values()] } : {};
  return { ...first, ...second, ...credentials };
}
