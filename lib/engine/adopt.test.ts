import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { connectionData } from '../data/connections';
import type { ConnectionKey } from '../data/data';
import { leased, newConnection, owner, withOwnDatabase } from '../data/owned.test-data';
import { found, oldCertificate, oldSecret, withNamesake } from '../domain/adoption.test-data';
import type { Facts } from '../domain/facts';
import type { FoundApplication } from '../domain/observed';
import { manifest } from '../domain/permissions';
import { application, complete, credential, ids, person } from '../domain/record.test-data';
import { stages } from '../domain/stages.test-data';
import { MicrosoftError, type MicrosoftErrorFacts } from '../microsoft/microsoft-error';
import { advance } from './advance';
import { type Scripted, scripted } from './advance.test-support';
import type { AppChoice } from './choose-app';
import { accept, decide, retry } from './commands';
import type { Actor } from './ports';

withOwnDatabase();

let script: Scripted;
let key: ConnectionKey;
beforeEach(async () => {
  script = scripted();
  key = await newConnection();
  script.now = new Date();
});

const actor = (): Actor => ({ person, tenantId: key.tenantId, accessToken: 'token' });
const advanced = () => advance(script.ports, key, actor());
const choice: AppChoice = { objectId: ids.object, removeCertificates: false };

/** Signs in, looks, and accepts the plan with a choice. */
async function chosen(change: Partial<FoundApplication> = {}, adopt: AppChoice | null = choice) {
  script.observed = { ...withNamesake(change), at: script.now };
  script.found = found(change);
  await advanced();
  script.asked.length = 0;
  return pressed(adopt);
}

/** Presses the button under the plan as it was shown last. */
async function pressed(adopt: AppChoice | null) {
  const observedAt = (await connectionData.load(key))?.observed?.at ?? new Date(0);
  const command = accept(script.ports, actor(), { manifestSha256: manifest.sha256, leaveOut: [], observedAt, adopt });
  return decide(script.ports, key, { actor: actor(), command });
}

async function arrivedAt(facts: Facts): Promise<void> {
  const { lease, record } = await leased(key);
  await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts });
  await connectionData.release(lease);
}

const refusal = (facts: Partial<MicrosoftErrorFacts>) =>
  new MicrosoftError({
    kind: 'invalid',
    purpose: 'x',
    status: 400,
    code: null,
    detail: null,
    requestId: null,
    clientRequestId: null,
    retryAfterSeconds: null,
    ...facts,
  });

describe('a chosen app', () => {
  test('becomes ours by its object id, and no other app is made', async () => {
    const { adoption } = await chosen();
    expect(adoption).toMatchObject({ objectId: ids.object, keys: [{ keyId: oldSecret.keyId, form: 'password' }] });
    script.before = (method) => {
      if (method === 'readApplication') throw refusal({ kind: 'unavailable' });
    };
    const record = await advanced();
    expect(record).toMatchObject({ applicationObjectId: ids.object, servicePrincipalId: ids.principal, state: 'principal' });
    expect(record.observed?.namesakes).toEqual([]);
    expect(script.asked.slice(0, 2)).toEqual(['readFound', 'adoptApplication']);
    expect(script.asked).not.toContain('upsertApplication');
  });

  test('stands in the audit with its object id, from the acceptance on', async () => {
    await chosen();
    const { rows } = await owner().query("SELECT details FROM audit_lines WHERE connection_id = $1 AND action = 'plan.accepted'", [key.id]);
    expect(JSON.parse(rows[0].details)).toMatchObject({ adopted: ids.object, manifest: manifest.sha256 });
  });

  test.each([
    ['that is gone', 'adoption-gone', null],
    ['with a key that nobody was shown', 'adoption-changed', { certificates: [oldCertificate] }],
    ['that was switched off meanwhile', 'adoption-changed', { principal: { id: ids.principal, accountEnabled: false } }],
  ] as const)('%s is not touched, and the choice is made anew', async (_, problem, change) => {
    await chosen();
    script.found = change && found(change);
    expect((await advanced()).problem?.code).toBe(problem);
    expect(script.asked).toEqual(['readFound']);
    const record = await decide(script.ports, key, { actor: actor(), command: retry });
    expect(record).toMatchObject({ adoption: null, acceptedAt: null, problem: null, state: 'signed_in' });
  });

  test.each([
    ['application-conflict', { kind: 'conflict', code: 'ObjectConflict' }],
    ['adoption-refused', { kind: 'invalid', code: 'Request_BadRequest' }],
  ] as const)('that Microsoft refuses ends as %s', async (problem, facts) => {
    await chosen();
    script.before = (method) => {
      if (method === 'adoptApplication') throw refusal(facts);
    };
    expect((await advanced()).problem).toMatchObject({ code: problem, evidence: { Code: facts.code } });
  });

  test('whose answer was lost is brought to the same end by another try, its own key and name no surprise', async () => {
    await chosen();
    script.before = (method) => {
      if (method === 'adoptApplication') throw refusal({ kind: 'lost', status: null });
    };
    expect((await advanced()).waitReason).toBe('microsoft-unavailable');
    script.before = () => undefined;
    script.found = found({ application: { ...application, passwords: [oldSecret] } });
    script.now = new Date(script.now.getTime() + 6_000);
    expect((await advanced()).applicationObjectId).toBe(ids.object);
  });
});

describe('the choice', () => {
  test('of an app that the look does not show, or that cannot be used, is stale', async () => {
    await expect(chosen({ federated: 1 })).rejects.toMatchObject({ code: 'stale' });
    await expect(pressed({ ...choice, objectId: ids.key })).rejects.toMatchObject({ code: 'stale' });
  });

  test('takes certificates only when somebody said so', async () => {
    const change = { certificates: [oldCertificate] };
    await expect(chosen(change)).rejects.toMatchObject({ code: 'bad-request' });
    expect((await pressed({ ...choice, removeCertificates: true })).adoption?.keys).toHaveLength(2);
  });

  test('pressed twice means what it meant once, and another choice is another acceptance', async () => {
    const first = await chosen();
    expect((await pressed(choice)).acceptedAt).toEqual(first.acceptedAt);
    expect(await pressed(null)).toMatchObject({ adoption: null });
    await advanced();
    expect(script.asked[0]).toBe('upsertApplication');
  });
});

describe('old keys', () => {
  const adopted = async (change: Partial<FoundApplication> = {}) => {
    const { adoption } = await chosen(change, { ...choice, removeCertificates: true });
    const passwords = [...application.passwords, oldSecret];
    const redirectUris = [script.ports.settings.callbackUrl];
    const observed = { ...complete, at: script.now, application: { ...application, redirectUris, passwords } };
    script.observed = { ...observed, application: { ...application, redirectUris } };
    const { applicationObjectId, appId, servicePrincipalId, stableAt, grantsCompleteAt, proof } = {
      ...stages.minting,
      proof: stages.connected.proof,
    };
    await arrivedAt({ adoption, observed, applicationObjectId, appId, servicePrincipalId, stableAt, grantsCompleteAt, proof });
    const provedAt = script.now;
    await arrivedAt({ credentials: [credential({ attempt: randomUUID(), state: 'delivered', intendedAt: script.now, provedAt })] });
  };

  test('are removed after the proof, one by one, and then the connection is complete', async () => {
    await adopted({ certificates: [oldCertificate] });
    const record = await advanced();
    expect(script.asked.filter((method) => method.startsWith('remove'))).toEqual(['removePassword', 'removeCertificates']);
    expect(record.adoption?.removed.map(({ keyId }) => keyId)).toEqual([oldSecret.keyId, oldCertificate.keyId]);
    expect(record.state).toBe('connected');
    const { rows } = await owner().query('SELECT details FROM audit_lines WHERE connection_id = $1 ORDER BY seq', [key.id]);
    expect(rows.some(({ details }) => details.includes(oldCertificate.keyId))).toBe(true);
  });

  test('are removed from a list that shows the certificate in use, and from no other', async () => {
    await adopted({ certificates: [oldCertificate] });
    const { microsoft } = script.ports;
    const lagging = { ...microsoft, removeCertificates: async () => 'lagging' as const };
    Object.assign(script, { ports: { ...script.ports, microsoft: lagging } });
    expect(await advanced()).toMatchObject({ state: 'verifying', connectedAt: null, waitReason: 'replication' });
  });

  test('wait for a list that shows the key in use no longer than a quarter of an hour, and look at the organization meanwhile', async () => {
    await adopted({ certificates: [oldCertificate] });
    const { microsoft } = script.ports;
    const lagging = { ...microsoft, removeCertificates: async () => 'lagging' as const };
    Object.assign(script, { ports: { ...script.ports, microsoft: lagging } });
    await advanced();
    expect(script.asked).toContain('observe');
    script.now = new Date(script.now.getTime() + 16 * 60_000);
    const { problem } = await advanced();
    expect(problem?.code).toBe('old-key-stays');
    await decide(script.ports, key, { actor: actor(), command: retry });
    Object.assign(script, { ports: { ...script.ports, microsoft } });
    script.observed = { ...script.observed, at: script.now };
    expect((await advanced()).state).toBe('connected');
  });

  test('that somebody removed with the key in use lead to a new key, and not to a wait without end', async () => {
    await adopted({ certificates: [oldCertificate] });
    const { microsoft } = script.ports;
    const lagging = { ...microsoft, removeCertificates: async () => 'lagging' as const };
    Object.assign(script, { ports: { ...script.ports, microsoft: lagging } });
    const { application: seen } = script.observed;
    script.observed = { ...script.observed, application: seen && { ...seen, passwords: [], certificates: [] } };
    await advanced();
    script.now = new Date(script.now.getTime() + 15 * 60_000);
    await advanced();
    script.now = new Date(script.now.getTime() + 4_000);
    await expect(advanced()).rejects.toThrow('no key is made here');
  });

  test('that could not be removed keep the connection from being complete, and the next try goes on there', async () => {
    await adopted();
    script.before = (method) => {
      if (method === 'removePassword') throw refusal({ kind: 'unavailable' });
    };
    expect(await advanced()).toMatchObject({ state: 'verifying', connectedAt: null, waitReason: 'microsoft-unavailable' });
    script.before = () => undefined;
    script.now = new Date(script.now.getTime() + 6_000);
    expect((await advanced()).state).toBe('connected');
  });
});

test('a name that a deleted app holds is named, with the app', async () => {
  await chosen({}, null);
  script.deleted = [
    { objectId: ids.key, appId: ids.app, uniqueName: 'fortifydata-defender-integration', deletedAt: new Date('2026-11-01T00:00:00Z') },
  ];
  script.before = (method) => {
    if (method === 'upsertApplication') throw refusal({ kind: 'conflict', code: 'ObjectConflict' });
  };
  expect((await advanced()).problem).toMatchObject({ code: 'name-held-by-deleted', evidence: { 'Deleted app': ids.key } });
});
