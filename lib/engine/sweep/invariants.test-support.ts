import { decodeJwt } from 'jose';
import { credentialDisplayName } from '../../domain/credential';
import { missingIntents } from './intents.test-support';
import type { Rows } from './rows.test-support';
import { leaksOf } from './secrets.test-support';
import type { Entry, Truth } from './tenant.test-support';

/** All that is looked at after a case. */
export interface Evidence {
  readonly tenantId: string;
  readonly rows: Rows;
  readonly truth: Truth;
  /** The key id for which Microsoft takes the secret in the newest stored record; null when there is none, or it works for none. */
  readonly workingKeyId: string | null;
  /** What portal processes printed, answered and threw. */
  readonly said: string;
  readonly toldConnected: boolean;
  readonly brokenAuditLines: number;
  readonly neighborUntouched: boolean;
  /** Intents that may have stayed open: one for a process that was stopped in its middle. */
  readonly openIntents: number;
}

type Check = (evidence: Evidence) => readonly string[];

const say = (broken: boolean, sentence: string): string[] => (broken ? [sentence] : []);
const livePasswords = ({ truth }: Evidence) =>
  truth.applications
    .flatMap(({ passwordCredentials }) => passwordCredentials)
    .filter(({ displayName }) => displayName === credentialDisplayName);
const isConnected = ({ rows }: Evidence) => rows.connection?.state === 'connected';

/** The invariants that hold at every moment, by the numbers of SECURITY. */
const always: readonly Check[] = [
  ({ truth }) => say(truth.applications.length > 1 || truth.principals.length > 1, 'I1: more than one application or principal'),
  (evidence) => (isConnected(evidence) ? connectedMeans(evidence) : []),
  knownPasswords,
  (evidence) => say(evidence.toldConnected && !isConnected(evidence), 'I4: told as connected, and is not'),
  ({ truth, rows }) => missingIntents(truth.journal, rows.operations).map((what) => `I5: ${what} without an intent`),
  ({ rows, openIntents }) => {
    const open = rows.operations.filter(({ outcome }) => outcome === null).length;
    return say(open > openIntents, `I5: ${open} intents without an outcome`);
  },
  ({ brokenAuditLines }) => say(brokenAuditLines > 0, `I5: ${brokenAuditLines} audit lines do not fit`),
  ({ truth, rows, said }) => leaksOf(truth.journal, rows.text, said).map((where) => `I6: ${where}`),
  foreignTenants,
  ({ rows }) => say((rows.connection?.lease_seconds ?? 0) > 60, 'I8: a lease of more than 60 s'),
  ({ neighborUntouched }) => say(!neighborUntouched, 'I9: the neighbor was touched'),
];

function connectedMeans(evidence: Evidence): string[] {
  const live = livePasswords(evidence);
  const [newest] = evidence.rows.stored;
  const ids = live.map(({ keyId }) => keyId);
  return [
    ...say(ids.length !== 1, `I2: connected with ${ids.length} keys`),
    ...say(newest === undefined || !ids.includes(newest.key_id), 'I2: the newest stored record is of another key'),
    ...say(newest?.key_id !== evidence.workingKeyId, 'I2: the stored secret does not work'),
  ];
}

/** Each of our keys in the tenant was intended: its start time is in a row, and the next look finds and removes it unless it is the one in use. */
function knownPasswords(evidence: Evidence): string[] {
  const rows = evidence.rows.credentials.filter(({ state }) => state !== 'removed');
  const stray = livePasswords(evidence).filter(
    ({ startDateTime }) => !rows.some(({ starts_at }) => Math.abs(starts_at.getTime() - startDateTime.getTime()) < 1000),
  );
  return say(stray.length > 0, `I3: ${stray.length} keys that no row knows`);
}

function foreignTenants({ tenantId, rows, truth }: Evidence): string[] {
  const owners = [...rows.credentials, ...rows.operations, ...rows.stored, ...(rows.connection ? [rows.connection] : [])];
  const foreignRows = owners.filter((row) => row.tenant_id !== tenantId);
  const foreignCalls = truth.journal.filter((entry) => entry.service === 'graph' && tenantOfToken(entry) !== tenantId);
  return [...say(foreignRows.length > 0, 'I7: rows of another tenant'), ...say(foreignCalls.length > 0, 'I7: calls to another tenant')];
}

const tenantOfToken = ({ requestHeaders }: Entry) => decodeJwt(requestHeaders.authorization?.replace('Bearer ', '') ?? '')['tid'];

/** What is broken at any moment of a case. */
export const brokenNow = (evidence: Evidence): string[] => always.flatMap((check) => check(evidence));

/** What is broken when everything has been resumed. */
export function brokenAtEnd(evidence: Evidence): string[] {
  return [
    ...brokenNow(evidence),
    ...say(!isConnected(evidence), `stuck at ${evidence.rows.connection?.state ?? 'the sign-in'}`),
    ...say(evidence.truth.applications.length !== 1 || evidence.truth.principals.length !== 1, 'I1: not one application and one principal'),
  ];
}
