import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { microsoft } from './graph';
import { graphIds as ids, startGraph } from './graph.test-server';

const der = Buffer.from('the bytes of a certificate').toString('base64');
const added = {
  keyId: ids.key,
  displayName: 'FortifyDataAPICertificate',
  thumbprint: createHash('sha256').update(Buffer.from(der, 'base64')).digest('hex').toUpperCase(),
  der,
  startsAt: new Date('2026-11-23T10:00:00Z'),
  expiresAt: new Date('2027-11-23T10:00:00Z'),
};
const foreign = {
  keyId: ids.app,
  displayName: 'somebody’s',
  customKeyIdentifier: 'QUJD',
  type: 'AsymmetricX509Cert',
  usage: 'Verify',
  key: Buffer.from('other bytes').toString('base64'),
  startDateTime: '2026-01-01T00:00:00Z',
  endDateTime: '2028-01-01T00:00:00Z',
};
const address = `/applications/${ids.object}`;
const withKeys = async (keyCredentials: readonly object[]) =>
  startGraph({
    [`GET ${address}`]: { status: 200, body: { id: ids.object, keyCredentials } },
    [`PATCH ${address}`]: { status: 204 },
  });

test('a certificate is added beside those that are there, each sent back as it was', async () => {
  const graph = await withKeys([foreign]);
  const listed = await microsoft.addCertificate(graph.caller, ids.object, added);
  await graph.close();
  expect(listed.map(({ keyId }) => keyId)).toEqual([ids.app, ids.key]);
  const [read, write, ...more] = graph.received;
  expect(more).toEqual([]);
  expect(read?.url).toContain('$select=id,keyCredentials');
  const { keyCredentials } = JSON.parse(write?.body ?? '');
  expect(keyCredentials[0]).toEqual(foreign);
  expect(keyCredentials[1]).toEqual({
    keyId: ids.key,
    displayName: added.displayName,
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: der,
    startDateTime: '2026-11-23T10:00:00.000Z',
    endDateTime: '2027-11-23T10:00:00.000Z',
  });
});

test.each([
  ['under the id chosen for it', { ...foreign, keyId: ids.key, key: null }],
  ['by its bytes, under another id', { ...foreign, key: der }],
])('one that is there, %s, is left alone', async (_, entry) => {
  const graph = await withKeys([entry]);
  const listed = await microsoft.addCertificate(graph.caller, ids.object, added);
  await graph.close();
  expect(listed).toHaveLength(1);
  expect(graph.received.map(({ method }) => method)).toEqual(['GET']);
});

test('an application that is not there (yet) is told, and nothing is written', async () => {
  const graph = await startGraph({});
  await expect(microsoft.addCertificate(graph.caller, ids.object, added)).rejects.toMatchObject({ facts: { kind: 'not-found' } });
  await graph.close();
  expect(graph.received).toHaveLength(1);
});
