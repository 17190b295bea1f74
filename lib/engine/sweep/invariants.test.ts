import { UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { brokenAtEnd, brokenNow, type Evidence } from './invariants.test-support';
import { type Entry, uniqueName } from './tenant.test-support';

const [tenantId, other] = ['7d3f2a10-5c7e-4b0b-9f5e-2a86c1d4e901', '92ad5e77-4f18-4c03-a6b9-d0e1f2031425'];
const startDateTime = new Date('2026-11-23T12:00:00Z');
const key = { keyId: 'key', displayName: 'FortifyDataAPISecret', startDateTime };
const integration = { displayName: 'FortifyData', uniqueName, keyCredentials: [] };
const application = { ...integration, id: 'object', appId: 'app', passwordCredentials: [key] };
const authorization = `Bearer ${new UnsecuredJWT({ tid: tenantId }).encode()}`;
const minted: Entry = {
  service: 'graph',
  method: 'POST',
  path: '/v1.0/applications/object/addPassword',
  requestHeaders: { authorization },
  requestBody: '{}',
  responseBody: JSON.stringify({ secretText: 'MARKER' }),
  status: 200,
  write: true,
  browser: false,
};
const connection = { id: 'id', state: 'connected', tenant_id: tenantId, lease_seconds: null, adoption: null };
const credential = { state: 'live', starts_at: startDateTime, key_id: 'key', thumbprint: null, tenant_id: tenantId };
const operation = { change: 'mintCredential', outcome: 'done', tenant_id: tenantId };
const stored = { key_id: 'key', jwe: 'sealed', thumbprint: null, app_id: 'app', tenant_id: tenantId };
const rows = { connection, credentials: [credential], operations: [operation], stored: [stored], text: 'rows' };
const truth = { applications: [application], principals: [{ appId: 'app' }], journal: [minted] };

/** A connection that is all right, unless said otherwise. */
const evidence = (change: Partial<Evidence> = {}): Evidence => ({
  tenantId,
  rows,
  truth,
  workingKeyId: 'key',
  said: 'words',
  toldConnected: true,
  brokenAuditLines: 0,
  neighborUntouched: true,
  openIntents: 0,
  ...change,
});
const withRows = (change: Partial<Evidence['rows']>) => evidence({ rows: { ...rows, ...change } });
const withTruth = (change: Partial<Evidence['truth']>) => evidence({ truth: { ...truth, ...change } });
const checking = { ...connection, state: 'checking' };
const stranger = { ...key, keyId: 'stranger', startDateTime: new Date('2026-11-23T11:00:00Z') };

test('a good connection breaks no invariant', () => expect(brokenAtEnd(evidence())).toEqual([]));

test('an old key of a chosen app stays until the new one works, and not longer', () => {
  const old = { keyId: 'certificate', thumbprint: 'CD' };
  const both = { applications: [{ ...application, passwordCredentials: [key, stranger], keyCredentials: [old] }] };
  const adoption = { keys: [{ keyId: 'stranger' }, { keyId: 'certificate' }], removed: [{ keyId: 'stranger' }] };
  const chosen = { ...checking, adoption };
  const underWay = evidence({ rows: { ...rows, connection: chosen }, truth: { ...truth, ...both }, toldConnected: false });
  expect(brokenNow(underWay)).toEqual([]);
  const done = evidence({ rows: { ...rows, connection: { ...chosen, state: 'connected' } }, truth: { ...truth, ...both } });
  expect(brokenNow(done)).toEqual(['I2: connected with 3 keys', 'I2: connected, and the removal of an old key is in no record']);
});

test('a connection by certificate has that and no secret', () => {
  const certified = { ...application, passwordCredentials: [], keyCredentials: [{ keyId: 'key', thumbprint: 'AB' }] };
  const added = { ...credential, thumbprint: 'AB' };
  const change = { rows: { ...rows, credentials: [credential, added], stored: [{ ...stored, jwe: null, thumbprint: 'AB' }] } };
  expect(brokenNow(evidence({ ...change, truth: { ...truth, applications: [certified] } }))).toEqual([]);
  const withSecret = { ...certified, passwordCredentials: [key] };
  expect(brokenNow(evidence({ ...change, truth: { ...truth, applications: [withSecret] } }))).toEqual(['I2: connected with 2 keys']);
});

describe('an invariant is seen to be broken', () => {
  const cases: readonly (readonly [string, Evidence, string])[] = [
    ['I1', withTruth({ applications: [application, { ...application, passwordCredentials: [] }] }), 'more than one application'],
    ['I1', withTruth({ principals: [{ appId: 'app' }, { appId: 'app' }] }), 'more than one application or principal'],
    ['I2', withTruth({ applications: [{ ...application, passwordCredentials: [] }] }), 'connected with 0 keys'],
    ['I2', withTruth({ applications: [{ ...application, passwordCredentials: [key, key] }] }), 'connected with 2 keys'],
    [
      'I2',
      withTruth({ applications: [{ ...application, keyCredentials: [{ keyId: 'more', thumbprint: null }] }] }),
      'connected with 2 keys',
    ],
    ['I2', withRows({ stored: [{ ...stored, key_id: 'old' }, stored] }), 'the newest stored record is of another key'],
    ['I2', withRows({ stored: [] }), 'the newest stored record is of another key'],
    ['I2', evidence({ workingKeyId: null }), 'the stored secret does not work'],
    ['I3', withTruth({ applications: [{ ...application, passwordCredentials: [stranger] }] }), '1 keys that no row knows'],
    ['I3', withRows({ connection: checking, credentials: [{ ...credential, state: 'removed' }] }), '1 keys that no row knows'],
    ['I3', withTruth({ applications: [{ ...application, keyCredentials: [{ keyId: 'x', thumbprint: 'EF' }] }] }), '1 certificates that no'],
    ['I4', withRows({ connection: checking }), 'told as connected, and is not'],
    ['I5', withRows({ operations: [] }), '1 of 1 mintCredential without an intent'],
    ['I5', withTruth({ journal: [{ ...minted, method: 'DELETE' }] }), 'DELETE /v1.0/applications/object/addPassword without an intent'],
    ['I5', withRows({ operations: [{ ...operation, outcome: null }] }), '1 intents without an outcome'],
    ['I5', evidence({ brokenAuditLines: 2 }), '2 audit lines do not fit'],
    ['I6', withRows({ text: 'a row with MARKER in it' }), 'a secret in the database'],
    ['I6', evidence({ said: 'Error: MARKER' }), 'a secret in output and errors'],
    [
      'I6',
      withTruth({ journal: [minted, { ...minted, path: '/v1.0/me', requestBody: 'MARKER', write: false }] }),
      'a secret in another request',
    ],
    ['I7', withRows({ stored: [{ ...stored, tenant_id: other }] }), 'rows of another tenant'],
    ['I7', evidence({ tenantId: other }), 'calls to another tenant'],
    ['I8', withRows({ connection: { ...connection, lease_seconds: 61 } }), 'a lease of more than 60 s'],
    ['I9', evidence({ neighborUntouched: false }), 'the neighbor was touched'],
  ];
  test.each(cases)('%s: %#', (name, broken, sentence) => {
    expect(brokenNow(broken)).toContainEqual(expect.stringContaining(sentence));
    expect(brokenNow(broken).join()).toContain(`${name}: `);
  });

  test('and whoever is not connected at the end is stuck', () => {
    expect(brokenAtEnd(withRows({ connection: checking }))).toContain('stuck at checking');
    expect(brokenAtEnd(withRows({ connection: null }))).toContain('stuck at the sign-in');
    expect(brokenAtEnd(withTruth({ applications: [], principals: [] }))).toContain('I1: not one application and one principal');
  });
});

test('one intent may stay open in a process that was stopped in its middle', () => {
  const open = withRows({ operations: [{ ...operation, outcome: null }] });
  expect(brokenNow({ ...open, openIntents: 1 })).toEqual([]);
});
