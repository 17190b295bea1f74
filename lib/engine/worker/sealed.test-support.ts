import { randomUUID } from 'node:crypto';
import { connectionData } from '../../data/connections';
import type { ConnectionKey } from '../../data/data';
import { leased, newConnection, owner } from '../../data/owned.test-data';
import type { CredentialRecord } from '../../domain/credential';
import { complete, credential } from '../../domain/record.test-data';
import { stages } from '../../domain/stages.test-data';

export interface SealedConnection extends ConnectionKey {
  readonly attempt: string;
}

/** A connection whose admin is gone: everything is in place, and the key is sealed, proved, and waits for the store; or as `change` says. */
export async function sealedConnection(change: Partial<CredentialRecord> = {}): Promise<SealedConnection> {
  const key = await newConnection();
  const attempt = randomUUID();
  const now = new Date(Date.now() - 10_000);
  const { acceptedAt, acceptedBy, manifestHash, applicationObjectId, appId, servicePrincipalId } = stages.connected;
  const { stableAt, consentReturnedAt, grantsCompleteAt, proof } = stages.connected;
  const made = { acceptedAt, acceptedBy, manifestHash, applicationObjectId, appId, servicePrincipalId };
  const redirectUris = [new URL('/api/consent/callback', process.env['APP_BASE_URL']).href];
  const observed = { ...complete, at: new Date(), application: complete.application && { ...complete.application, redirectUris } };
  const waiting = {
    state: 'sealed',
    intendedAt: now,
    sealedAt: now,
    deliveryStartedAt: null,
    deliveryTries: 0,
    deliveredAt: null,
  } as const;
  const credentials = [credential({ ...waiting, provedAt: now, ...change, attempt })];
  const facts = {
    ...made,
    stableAt,
    consentReturnedAt,
    grantsCompleteAt,
    proof,
    observed,
    credentials,
    sealed: { attempt, jwe: 'sealed.text' },
  };
  const { lease, record } = await leased(key);
  await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts });
  await connectionData.release(lease);
  return { ...key, attempt };
}

/** What the journal says, and who did it. */
export async function journalOf(key: ConnectionKey): Promise<string[]> {
  const { rows } = await owner().query('SELECT change, outcome, actor FROM operations WHERE connection_id = $1 ORDER BY intended_at', [
    key.id,
  ]);
  return rows.map(({ change, outcome, actor }) => `${change} ${outcome} by ${actor}`);
}

/** The lines of the audit about a connection, from the newest sign-in on. */
export async function auditOf(key: ConnectionKey): Promise<string[]> {
  const { rows } = await owner().query('SELECT actor, action FROM audit_lines WHERE connection_id = $1 ORDER BY seq', [key.id]);
  return rows.map(({ actor, action }) => `${action} by ${actor}`);
}
