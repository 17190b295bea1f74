import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { connectionData } from '../data/connections';
import type { ConnectionKey } from '../data/data';
import { leased, newConnection, owner, withOwnDatabase } from '../data/owned.test-data';
import type { CredentialRecord } from '../domain/credential';
import type { Facts } from '../domain/facts';
import { application, at, complete, credential, ids, password, person, proof } from '../domain/record.test-data';
import { stages } from '../domain/stages.test-data';
import type { Microsoft } from '../microsoft/microsoft';
import { advance } from './advance';
import { type Scripted, scripted } from './advance.test-support';

withOwnDatabase();

type Removal = Parameters<Microsoft['removeCertificates']>[2];

const thumbprint = 'AB'.repeat(32);
const certificate = { thumbprint, der: 'MII=', startsAt: at(-1), expiresAt: credential().expiresAt };
const listed = { keyId: ids.app, displayName: 'FortifyDataAPICertificate', thumbprint, expiresAt: certificate.expiresAt };

let script: Scripted;
let key: ConnectionKey;
let removals: Removal[];
beforeEach(async () => {
  script = scripted();
  key = await newConnection();
  script.now = new Date();
  removals = [];
  const removeCertificates: Microsoft['removeCertificates'] = async (_caller, _application, removal) => {
    removals.push(removal);
    return 'removed';
  };
  Object.assign(script, { ports: { ...script.ports, microsoft: { ...script.ports.microsoft, removeCertificates } } });
});

const advanced = () => advance(script.ports, key, { person, tenantId: key.tenantId, accessToken: 'token' });

/** Everything is in place, with these attempts and what the app carries of them. */
async function arrivedAt(facts: Facts, seen: Partial<typeof application>): Promise<void> {
  const { lease, record } = await leased(key);
  const redirectUris = [script.ports.settings.callbackUrl];
  const observed = { ...complete, at: script.now, application: { ...application, redirectUris, ...seen } };
  const { acceptedAt, acceptedBy, manifestHash, applicationObjectId, appId, servicePrincipalId, stableAt, grantsCompleteAt } =
    stages.minting;
  const made = { acceptedAt, acceptedBy, manifestHash, applicationObjectId, appId, servicePrincipalId, stableAt, grantsCompleteAt, proof };
  await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts: { ...made, observed, ...facts } });
  await connectionData.release(lease);
}

const attempt = (change: Partial<CredentialRecord>) =>
  credential({ attempt: randomUUID(), intendedAt: script.now, startsAt: new Date(script.now.getTime() - 60_000), ...change });

test('a certificate that was added goes when the secret chosen in its place is live, by one journaled change', async () => {
  const added = attempt({ state: 'unproved', thumbprint, keyId: ids.app, sealThumbprint: null, provedAt: null });
  const lost = attempt({ state: 'unknown', thumbprint, keyId: null, sealThumbprint: null, provedAt: null, unknownAt: script.now });
  const secret = attempt({ state: 'delivered', provedAt: script.now });
  await arrivedAt({ certificate: null, credentials: [added, lost, secret] }, { certificates: [listed] });
  const record = await advanced();
  expect(removals).toEqual([{ gone: expect.arrayContaining([ids.app]), inUse: secret.keyId }]);
  expect(record).toMatchObject({ state: 'connected', certificate: null });
  expect(record.credentials.map(({ state }) => state)).toEqual(['removed', 'removed', 'live']);
  expect(record.observed?.application?.certificates).toEqual([]);
  const { rows } = await owner().query('SELECT change, outcome FROM operations WHERE connection_id = $1 ORDER BY intended_at', [key.id]);
  expect(rows).toEqual([
    { change: 'proveAccess', outcome: 'done' },
    { change: 'removeCredential', outcome: 'done' },
  ]);
});

test('a secret that was live goes when the certificate chosen in its place is', async () => {
  const secret = attempt({ state: 'live', expiresAt: new Date(script.now.getTime() - 1000) });
  const added = attempt({ state: 'delivered', thumbprint, keyId: ids.app, sealThumbprint: null, provedAt: script.now });
  await arrivedAt({ certificate, credentials: [secret, added] }, { certificates: [listed], passwords: [password] });
  expect(await advanced()).toMatchObject({ state: 'connected', credentials: [{ state: 'removed' }, { state: 'live' }] });
  expect(script.asked).toContain('removePassword');
  expect(removals).toEqual([]);
});
