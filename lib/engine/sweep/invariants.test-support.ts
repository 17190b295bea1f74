import { decodeJwt } from 'jose';
import { missingIntents } from './intents.test-support';
import type { Rows } from './rows.test-support';
import { leaksOf } from './secrets.test-support';
import { type Entry, type Truth, uniqueName } from './tenant.test-support';

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
/** Ours, whoever made it: an app made by hand is when it has our unique name. */
const oursIn = ({ truth }: Evidence) => truth.applications.filter((application) => application.uniqueName === uniqueName);
const ourPasswords = (evidence: Evidence) => oursIn(evidence).flatMap(({ passwordCredentials }) => passwordCredentials);
const ourCertificates = (evidence: Evidence) => oursIn(evidence).flatMap(({ keyCredentials }) => keyCredentials);
const isConnected = ({ rows }: Evidence) => rows.connection?.state === 'connected';

/** The invariants that hold at every moment, by the numbers of SECURITY. */
const always: readonly Check[] = [
  ({ truth }) => say(truth.applications.length > 1 || truth.principals.length > 1, 'I1: more than one application or principal'),
  (evidence) => (isConnected(evidence) ? connectedMeans(evidence) : []),
  knownPasswords,
  knownCertificates,
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
  const [newest] = evidence.rows.stored;
  const ids = [...ourPasswords(evidence), ...ourCertificates(evidence)].map(({ keyId }) => keyId);
  return [
    ...say(ids.length !== 1, `I2: connected with ${ids.length} keys`),
    ...say(newest === undefined || !ids.includes(newest.key_id), 'I2: the newest stored record is of another key'),
    ...say(newest?.key_id !== evidence.workingKeyId, 'I2: the stored secret does not work'),
    ...say(unremoved(evidence.rows).length > 0, 'I2: connected, and the removal of an old key is in no record'),
  ];
}

/** Old keys of an app made by hand of which the record does not say that they are gone. */
function unremoved({ connection }: Rows) {
  const removed = new Set(connection?.adoption?.removed.map(({ keyId }) => keyId));
  return connection?.adoption?.keys.filter(({ keyId }) => !removed.has(keyId)) ?? [];
}

/**
 * Each secret of our app was intended: its start time is in a row, and the next look finds and removes it unless it is the one in use; or
 * it was on an app made by hand when that was chosen.
 */
function knownPasswords(evidence: Evidence): string[] {
  const { credentials, connection } = evidence.rows;
  const rows = credentials.filter(({ state }) => state !== 'removed');
  const found = new Set(connection?.adoption?.keys.map(({ keyId }) => keyId));
  const stray = ourPasswords(evidence).filter(
    ({ keyId, startDateTime }) =>
      !found.has(keyId) && !rows.some(({ starts_at }) => Math.abs(starts_at.getTime() - startDateTime.getTime()) < 1000),
  );
  return say(stray.length > 0, `I3: ${stray.length} keys that no row knows`);
}

/** The same of certificates, each of which is told by its bytes. */
function knownCertificates(evidence: Evidence): string[] {
  const { credentials, connection } = evidence.rows;
  const found = new Set(connection?.adoption?.keys.map(({ keyId }) => keyId));
  const ours = new Set(credentials.map(({ thumbprint }) => thumbprint));
  const stray = ourCertificates(evidence).filter(({ keyId, thumbprint }) => !found.has(keyId) && !(thumbprint && ours.has(thumbprint)));
  return say(stray.length > 0, `I3: ${stray.length} certificates that no row knows`);
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
