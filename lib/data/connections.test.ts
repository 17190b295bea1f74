import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { adoption, namesake, oldCertificate } from '../domain/adoption.test-data';
import type { Facts } from '../domain/facts';
import { at, complete, credential, ids, intended, person, proof } from '../domain/record.test-data';
import { connectionData } from './connections';
import { leased, leasedConnection, newConnection, owner, withOwnDatabase } from './owned.test-data';

withOwnDatabase();

const facts: Facts = {
  observed: {
    ...complete,
    namesakes: [{ objectId: ids.object, appId: ids.key, displayName: '<b>"Ünï" \u2028', createdAt: null, found: null }, namesake()],
  },
  acceptedAt: at(20),
  acceptedBy: person,
  manifestHash: 'f'.repeat(64),
  setAside: [{ api: 'Microsoft Graph', type: 'Delegated', value: 'Topic.Read.All', reason: 'retired' }],
  leftOut: [ids.key],
  createdResources: [ids.app],
  adoption: { ...adoption({ certificates: [oldCertificate] }), removed: [{ keyId: ids.key, at: at(320) }] },
  secretLimit: { days: 180, learnedAt: at(200), exempted: true },
  certificate: { thumbprint: 'AB'.repeat(32), der: 'MII=', startsAt: at(0), expiresAt: at(9_000) },
  applicationObjectId: ids.object,
  appId: ids.app,
  servicePrincipalId: ids.principal,
  waitingSince: at(70.123),
  waitReason: 'grants',
  notBefore: at(73),
  stableAt: at(60),
  consentRequestedAt: at(65),
  consentReturnedAt: at(68),
  consentBy: person,
  grantsCompleteAt: at(69),
  proof,
};
const nothing: Facts = Object.fromEntries(
  Object.keys(facts).map((key) => [key, ['setAside', 'leftOut', 'createdResources'].includes(key) ? [] : null]),
);
const write = { actor: 'portal', action: 'test' };

/** Answers with what the write gave and what a fresh load gives. */
async function written(change: Facts) {
  const { lease, record } = await leasedConnection();
  const given = await connectionData.write(lease, record, { ...write, facts: change });
  return { lease, given, loaded: await connectionData.load(lease) };
}

describe('facts', () => {
  test('come back as they were written, dates to the millisecond and JSON to the letter', async () => {
    const { given, loaded } = await written(facts);
    expect(loaded).toEqual(given);
    expect(loaded).toMatchObject(facts);
    expect(loaded?.state).toBe('minting');
  });

  test('that are null take every value away again', async () => {
    const { lease, given } = await written(facts);
    await connectionData.write(lease, given, { ...write, facts: nothing });
    expect(await connectionData.load(lease)).toMatchObject({ ...nothing, state: 'signed_in' });
    const { rows } = await owner().query('SELECT observed, proof, consent_by FROM connections WHERE id = $1', [lease.id]);
    expect(rows).toEqual([{ observed: null, proof: null, consent_by: null }]);
  });

  test('that are absent leave every value', async () => {
    const { lease, given } = await written(facts);
    await connectionData.write(lease, given, { ...write, facts: {} });
    expect(await connectionData.load(lease)).toEqual(given);
  });

  test('of a problem come back with their evidence', async () => {
    const problem = { code: 'throttled', at: at(5), evidence: { Code: '429', 'Request ID': 'x' } } as const;
    expect((await written({ problem })).loaded).toMatchObject({ problem, state: 'attention' });
  });

  test('of a problem that this version does not know are read as internal', async () => {
    const { lease } = await written({ problem: { code: 'throttled', at: at(5), evidence: {} } });
    await owner().query(`UPDATE connections SET problem = jsonb_set(problem, '{code}', '"of-tomorrow"') WHERE id = $1`, [lease.id]);
    expect((await connectionData.load(lease))?.problem?.code).toBe('internal');
  });
});

describe('keys', () => {
  const minting: Facts = { ...facts, waitingSince: null, waitReason: null, notBefore: null };
  const twoAttempts = () => [1, 2].map((second) => intended({ attempt: randomUUID(), intendedAt: at(second) }));

  test('are kept by attempt, oldest first, with every column', async () => {
    const attempts = twoAttempts();
    const live = credential({ attempt: randomUUID(), unknownAt: at(301) });
    const { loaded, given } = await written({ ...minting, credentials: [...attempts, live] });
    expect(loaded?.credentials).toEqual([...attempts, live]);
    expect(given.credentials).toEqual(loaded?.credentials);
  });

  test('are changed in their own row', async () => {
    const attempts = twoAttempts();
    const { lease, given } = await written({ ...minting, credentials: attempts });
    const [first, second] = attempts;
    if (!first) throw new Error('two attempts were made');
    const changed = { ...first, state: 'refused' as const };
    await connectionData.write(lease, given, { ...write, facts: { credentials: [changed] } });
    expect((await connectionData.load(lease))?.credentials).toEqual([changed, second]);
  });

  test('never carry their sealed text or the store’s receipt into a record; it is read for delivery alone', async () => {
    const attempt = randomUUID();
    const sealed = { attempt, jwe: 'SEALED-MARKER' };
    const stored = { attempt, receipt: 'RECEIPT-MARKER' };
    const { lease, given, loaded } = await written({ ...minting, credentials: [credential({ attempt, state: 'sealed' })], sealed, stored });
    const again = await leasedAfter(lease);
    for (const record of [given, loaded, again]) expect(JSON.stringify(record)).not.toMatch(/MARKER|jwe|receipt/i);
    expect(await connectionData.sealedText(lease, attempt)).toBe('SEALED-MARKER');
    expect(await connectionData.sealedText(await newConnection(), attempt)).toBeNull();
    expect(await connectionData.sealedText({ ...lease, tenantId: randomUUID() }, attempt)).toBeNull();
  });

  test('keep their sealed text when a later write changes their state', async () => {
    const attempt = randomUUID();
    const key = credential({ attempt, state: 'sealed' });
    const { lease, given } = await written({ ...minting, credentials: [key], sealed: { attempt, jwe: 'text' } });
    await connectionData.write(lease, given, { ...write, facts: { credentials: [{ ...key, state: 'delivered' }] } });
    expect(await connectionData.sealedText(lease, attempt)).toBe('text');
  });
});

async function leasedAfter(key: { id: string; tenantId: string; epoch: number }) {
  await connectionData.release(key);
  return (await leased(key)).record;
}
