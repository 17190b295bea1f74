import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Practice, startPractice } from '../../practice/server';
import { controlCall, signIn } from '../../practice/testing/portal';
import { cloudFor } from '../domain/clouds';
import { applicationDisplayName, applicationUniqueName, desiredFor, manifestResourceAppIds } from '../domain/desired';
import { namesakeDifferences } from '../domain/namesake-differences';
import { microsoft } from './graph';
import type { ApplicationSpec, Caller, CallTrace } from './microsoft';
import { MicrosoftError } from './microsoft-error';

const graph = '00000003-0000-0000-c000-000000000000';
const callbackUrl = 'http://localhost:3000/api/consent/callback';
let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0 });
});
afterAll(() => practice.close());

const control = (method: string, path: string, body?: unknown) => controlCall(practice.url, method, path, body);

/** An organization with apps made by hand, and what its administrator may ask. */
async function organization(...handMade: readonly object[]) {
  const { body } = await control('POST', '/tenants', { template: 'woodgrove.example', handMade });
  const { result } = await signIn(practice.url, `admin@${body.domain}`);
  const calls: CallTrace[] = [];
  const cloud = cloudFor('practice', practice.url);
  const caller: Caller = { cloud, tenantId: body.id, accessToken: result.accessToken, trace: (call) => void calls.push(call) };
  const look = () =>
    microsoft.observe(caller, {
      resourceAppIds: manifestResourceAppIds,
      uniqueName: applicationUniqueName,
      displayName: applicationDisplayName,
      servicePrincipalId: null,
    });
  const applications = async () => (await control('GET', `/tenants/${body.id}`)).body.applications;
  const act = (deed: object) => control('POST', `/tenants/${body.id}/act`, deed);
  const change = (settings: object) => control('PATCH', `/tenants/${body.id}`, settings);
  return { caller, calls, look, applications, act, change };
}

const spec: ApplicationSpec = {
  uniqueName: applicationUniqueName,
  displayName: applicationDisplayName,
  requiredResourceAccess: [],
  redirectUris: [callbackUrl],
  tags: ['fortifydata:defender:v1'],
  notes: 'n',
  infoUrls: { marketing: 'https://m.example', privacy: 'https://p.example', support: 'https://s.example', terms: 'https://t.example' },
};
const kindOf = (request: Promise<unknown>) =>
  request.then(
    () => null,
    (error: unknown) => (error instanceof MicrosoftError ? error.facts.kind : error),
  );

describe('an app made by hand', () => {
  it('is read whole in a second batch, its differences by Microsoft’s names', async () => {
    const { look, calls } = await organization({
      missing: ['Sites.Read.All'],
      extra: [{ resourceAppId: graph, value: 'Directory.Read.All' }],
      ungranted: ['Machine.Read.All'],
      certificates: 1,
      federated: ['github'],
      redirectUris: ['https://old.example/back'],
    });
    const seen = await look();
    expect(calls).toHaveLength(2);
    const [namesake] = seen.namesakes;
    const found = namesake?.found;
    if (!found) throw new Error('the app was not read');
    expect(found).toMatchObject({ federated: 1, owners: 0, principal: { accountEnabled: true }, otherRedirectUris: [] });
    expect(found.application).toMatchObject({ uniqueName: null, redirectUris: ['https://old.example/back'], passwords: [{}] });
    expect(found.certificates).toMatchObject([{ displayName: 'CN=reporting.contoso.example' }]);
    const desired = desiredFor({ observed: seen, leftOut: [], callbackUrl });
    const differences = namesakeDifferences(desired, found, seen.resources);
    expect(differences).toMatchObject({ missing: ['Sites.Read.All'], extra: ['Directory.Read.All'], beyond: ['Directory.Read.All'] });
    expect(differences.notGranted.toSorted()).toEqual(['Machine.Read.All', 'Sites.Read.All']);
  });

  it('without a principal holds nothing, and one of many is read by its object id', async () => {
    const { caller, look } = await organization({}, { principal: 'missing' });
    const { namesakes } = await look();
    expect(namesakes.map(({ found }) => [found?.principal === null, found?.grants.length])).toEqual([
      [false, 49],
      [true, 0],
    ]);
    const [one] = namesakes;
    if (!one) throw new Error('no app');
    expect(await microsoft.readFound(caller, one)).toMatchObject({ application: { objectId: one.objectId } });
  });

  it('beyond the fourth is named and not read', async () => {
    const { look, calls } = await organization({}, {}, {}, {}, {});
    expect((await look()).namesakes.map(({ found }) => found !== null)).toEqual([true, true, true, true, false]);
    expect(calls).toHaveLength(2);
  });

  it('is not read while ours is there: there is nothing to choose', async () => {
    const { caller, look, calls } = await organization({});
    await microsoft.upsertApplication(caller, spec);
    calls.length = 0;
    expect((await look()).namesakes).toMatchObject([{ found: null }]);
    expect(calls).toHaveLength(1);
  });

  it('becomes ours with our name, which is set once and never sent again, and loses the other return addresses', async () => {
    const { caller, look, applications } = await organization({
      redirectUris: ['https://old.example/back'],
      signInAudience: 'AzureADMultipleOrgs',
    });
    const [namesake] = (await look()).namesakes;
    const objectId = namesake?.objectId ?? '';
    for (const setsName of [true, false]) {
      const adopted = await microsoft.adoptApplication(caller, { objectId, setsName }, spec);
      expect(adopted).toMatchObject({
        objectId,
        uniqueName: applicationUniqueName,
        redirectUris: [callbackUrl],
        signInAudience: 'AzureADMyOrg',
      });
    }
    expect(await applications()).toHaveLength(1);
    expect((await look()).application?.objectId).toBe(objectId);
  });

  it('cannot take a name that another app holds, and one that is gone is not found', async () => {
    const { caller, look, act } = await organization({});
    const [namesake] = (await look()).namesakes;
    await microsoft.upsertApplication(caller, spec);
    const objectId = namesake?.objectId ?? '';
    expect(await kindOf(microsoft.adoptApplication(caller, { objectId, setsName: true }, spec))).toBe('conflict');
    await act({ do: 'deleteApplication', appId: namesake?.appId });
    expect(await kindOf(microsoft.adoptApplication(caller, { objectId, setsName: true }, spec))).toBe('not-found');
    expect(await microsoft.readFound(caller, { objectId, appId: namesake?.appId ?? '' })).toBeNull();
    expect(await microsoft.listDeletedApplications(caller, applicationDisplayName)).toMatchObject([{ objectId, uniqueName: null }]);
  });
});

describe('the certificates of an app', () => {
  /** The app with two old certificates, of which nothing shows to a reader from here on, and the secret in use. */
  async function lagging() {
    const app = await organization({ certificates: 2 });
    const [{ id: objectId, keyCredentials, passwordCredentials }] = await app.applications();
    const ids: string[] = keyCredentials.map(({ keyId }: { keyId: string }) => keyId);
    await app.change({ exactLags: { reads: 600 } });
    const listed = async () => (await app.applications())[0].keyCredentials.map(({ keyId }: { keyId: string }) => keyId);
    return { ...app, objectId, ids, inUse: String(passwordCredentials[0].keyId), listed };
  }

  it('are removed by one write, and a list that lags brings none of them back', async () => {
    const { caller, objectId, ids, inUse, listed, look } = await lagging();
    const [first = '', second = ''] = ids;
    expect(await microsoft.removeCertificates(caller, objectId, { gone: [first], inUse })).toBe('removed');
    expect(await listed()).toEqual([second]);
    expect((await look()).namesakes[0]?.found?.certificates, 'what readers see').toHaveLength(2);
    for (const gone of [ids, ids]) expect(await microsoft.removeCertificates(caller, objectId, { gone, inUse })).toBe('removed');
    expect(await listed()).toEqual([]);
  });

  it('stay, each as it was, where others go or none is there to go', async () => {
    const { caller, objectId, ids, inUse, applications, calls } = await lagging();
    const before = (await applications())[0].keyCredentials;
    calls.length = 0;
    await microsoft.removeCertificates(caller, objectId, { gone: [crypto.randomUUID()], inUse });
    expect(calls).toHaveLength(1);
    await microsoft.removeCertificates(caller, objectId, { gone: ids, inUse: ids[1] ?? '' });
    expect((await applications())[0].keyCredentials).toEqual([before[1]]);
    expect((await applications())[0].passwordCredentials).toHaveLength(1);
  });

  it('are not touched while a list does not show the key in use', async () => {
    const { caller, objectId, ids, listed } = await lagging();
    expect(await microsoft.removeCertificates(caller, objectId, { gone: ids, inUse: crypto.randomUUID() })).toBe('lagging');
    expect(await listed()).toEqual(ids);
  });
});
