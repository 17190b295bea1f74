import { describe, expect, test } from 'vitest';
import { manifest } from '../../domain/permissions';
import type { ApiKey, ApiProof } from '../../domain/proof';
import { complete, endpoint, grants, proof } from '../../domain/record.test-data';
import { stages } from '../../domain/stages.test-data';
import { matrixOf } from './matrix';
import { contextOf, viewOf } from './view.test-data';

const proofWith = (key: ApiKey, change: Partial<ApiProof>) => ({
  ...proof,
  apis: proof.apis.map((api) => (api.api === key ? { ...api, ...change } : api)),
});
const matrixWith = (change: Partial<typeof stages.connected> | object) => viewOf({ ...stages.connected, ...change }).matrix;
const part = (key: string, change: object = {}) => matrixWith(change).find((api) => api.key === key);
const cells = (key: string, change: object, layer: 'asked' | 'granted' | 'inToken' | 'answers') => [
  ...new Set(part(key, change)?.rows.map((row) => row[layer])),
];

describe('the matrix', () => {
  test('has 61 rows in the order of the guide, each once', () => {
    const rows = matrixWith({}).flatMap((api) => api.rows.map((row) => `${api.key} ${row.type} ${row.value}`));
    expect(rows).toHaveLength(61);
    expect(new Set(rows).size).toBe(61);
    expect(matrixWith({}).map((api) => [api.key, api.rows.length])).toEqual([
      ['threat-protection', 2],
      ['graph', 31],
      ['endpoint', 16],
      ['delegated', 12],
    ]);
    expect(rows.map((row) => row.split(' ')[2]).sort()).toEqual(manifest.rows.map((row) => row.value).sort());
  });

  test('counts what its rows say', () => {
    for (const change of [
      {},
      { observed: { ...complete, grants: grants.slice(5) } },
      { proof: proofWith('graph', { tokenRoles: ['Device.Read.All'] }) },
    ]) {
      for (const api of matrixWith(change).filter((item) => item.key !== 'delegated')) {
        const yes = (layer: 'asked' | 'granted' | 'inToken') => api.rows.filter((row) => row[layer] === 'yes').length;
        expect([api.asked, api.granted, api.inToken]).toEqual([yes('asked'), yes('granted'), yes('inToken')]);
      }
    }
  });

  test('is empty before there is anything to compare', () => {
    expect(viewOf(stages.minting).matrix).toEqual([]);
    expect(viewOf({ ...stages.verifying, proof }).matrix).toHaveLength(4);
  });

  test('shows support what was asked and what is granted from the first look on', () => {
    const early = (change: object) => matrixOf(contextOf({ ...stages.checking, ...change }), 'look');
    const missing = { ...complete, grants: grants.slice(5) };
    const [rows, granted] = [
      early({ observed: missing }).flatMap((api) => api.rows),
      early({ observed: missing }).reduce((sum, api) => sum + (api.granted ?? 0), 0),
    ];
    expect([rows.length, granted]).toEqual([61, grants.length - 5]);
    expect(rows.filter((row) => row.granted === 'no')).toHaveLength(5);
    expect(early({ observed: missing }).find((api) => api.key === 'endpoint')).toMatchObject({
      sentence: expect.stringMatching(/^\d+ of 16 granted\. Not tried yet\.$/),
      inToken: null,
      answer: { state: 'none', text: 'not tried yet', durationMs: null },
    });
    expect(early({ observed: null })).toEqual([]);
    // back from Microsoft's page, and the list of grants not read yet
    expect(new Set(early({ observed: { ...complete, grants: null } }).flatMap((api) => api.rows.map((row) => row.granted)))).toEqual(
      new Set(['wait', 'hid']),
    );
  });

  test('is for support what the customer sees, once there is a proof', () => {
    for (const record of [stages.connected, { ...stages.verifying, proof }]) {
      expect(matrixOf(contextOf(record), 'look')).toEqual(viewOf(record).matrix);
    }
  });

  test('shows delegated rows as asked and never as granted', () => {
    expect(part('delegated')).toMatchObject({ asked: 12, granted: null, inToken: null });
    expect(cells('delegated', {}, 'granted')).toEqual(['hid']);
    expect([cells('delegated', {}, 'inToken'), cells('delegated', {}, 'answers')]).toEqual([['none'], ['none']]);
  });

  const answers: readonly [ApiProof['answer'], string, string][] = [
    ['works', 'yes', 'Works'],
    ['no-data', 'note', 'Works, no data'],
    ['no-license', 'note', 'No license'],
    ['refused', 'no', 'Refused'],
    ['unavailable', 'no', 'No answer'],
  ];
  test.each(answers)('tells an API that answers %s from the others', (answer, state, text) => {
    const change = { proof: proofWith('endpoint', { answer }) };
    expect(part('endpoint', change)?.answer).toEqual({ state, text, durationMs: 400 });
    expect(cells('endpoint', change, 'answers')).toEqual([state]);
  });

  test('claims no answer for a permission that is not in the token', () => {
    const change = { proof: proofWith('endpoint', { tokenRoles: ['Alert.Read.All'] }) };
    const rows = part('endpoint', change)?.rows ?? [];
    expect(rows.filter((row) => row.answers === 'yes').map((row) => row.value)).toEqual(['Alert.Read.All']);
    expect(cells('endpoint', { proof: proofWith('endpoint', { tokenRoles: null }) }, 'inToken')).toEqual(['no']);
  });

  test('shows a row that was set aside as nothing, in every layer', () => {
    const rows = manifest.rows.filter((row) => row.resourceAppId === endpoint);
    const setAside = rows.map(({ api, type, value }) => ({ api, type, value, reason: 'resource-missing' as const }));
    const left = part('endpoint', { setAside, proof: { ...proof, apis: proof.apis.filter((api) => api.api !== 'endpoint') } });
    expect(left).toMatchObject({
      asked: 0,
      granted: 0,
      inToken: 0,
      answer: { state: 'none', text: 'left out' },
      sentence: 'Left out of this connection.',
    });
  });

  test('takes the grant of one API not for that of another with the same name', () => {
    const graphUser = manifest.rows.find(
      (row) => row.value === 'User.Read.All' && row.api === 'Microsoft Graph' && row.type === 'Application',
    );
    const change = { observed: { ...complete, grants: grants.filter((grant) => grant.appRoleId !== graphUser?.id) } };
    const granted = (key: string) => part(key, change)?.rows.find((row) => row.value === 'User.Read.All')?.granted;
    expect([granted('graph'), granted('endpoint')]).toEqual(['no', 'yes']);
  });

  test.each([
    [200, 'One read of incidents, 200 OK in 0.4 s'],
    [403, 'One read of incidents, 403 in 0.4 s'],
    [null, 'One read of incidents, no answer in 0.4 s'],
  ])('says what was read: %j', (status, sentence) => {
    expect(part('graph', { proof: proofWith('graph', { status }) })?.sentence).toBe(sentence);
  });
});
