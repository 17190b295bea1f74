import { describe, expect, test } from 'vitest';
import { adoptionObstacle, adoptionOf, keysToRemove, oldKeys } from './adoption';
import { adoption, found, namesake, oldCertificate, oldSecret, withNamesake } from './adoption.test-data';
import type { ConnectionRecord } from './connection';
import { desiredFor } from './desired';
import { foreignKeys } from './foreign-keys';
import { namesakeDifferences } from './namesake-differences';
import type { FoundApplication, Observed } from './observed';
import { plan } from './plan';
import { reconcile } from './reconcile';
import { application, at, callbackUrl, complete, credential, desired, grants, graph, ids, resources } from './record.test-data';
import { stages } from './stages.test-data';

const planOf = (record: ConnectionRecord, observed: Observed, now = at(400)) =>
  plan({ desired: desiredFor({ observed, leftOut: [], callbackUrl }), observed, record, now });
const kinds = (record: ConnectionRecord, observed: Observed, now?: Date) => planOf(record, observed, now).map(({ kind }) => kind);
const chosen = (change: Partial<FoundApplication> = {}): ConnectionRecord => ({ ...stages.accepted, adoption: adoption(change) });
const asked = application.requiredResourceAccess;
const withoutDelegated = asked.map((entry) => ({ ...entry, resourceAccess: entry.resourceAccess.filter(({ type }) => type === 'Role') }));

describe('the plan of a chosen app', () => {
  test('that holds everything repairs it, makes the key, and removes the old one last; nothing is approved anew', () => {
    expect(kinds(chosen(), withNamesake())).toEqual(['adoptApplication', 'awaitStableReads', 'mintCredential', 'removeForeignCredential']);
    expect(planOf(chosen(), withNamesake())[0]).toMatchObject({ differences: ['return address', 'marker'] });
  });

  test('without its principal and its grants makes the one and asks for the others', () => {
    const bare = { principal: null, grants: [] };
    expect(kinds(chosen(bare), withNamesake(bare))).toEqual([
      'adoptApplication',
      'createServicePrincipal',
      'awaitStableReads',
      'requestConsent',
      'checkGrants',
      'mintCredential',
      'removeForeignCredential',
    ]);
  });

  test('whose list lacked delegated permissions asks for an approval, although every readable grant is there', () => {
    const change = { application: { ...found().application, requiredResourceAccess: withoutDelegated } };
    expect(adoption(change).addsDelegated).toBe(true);
    expect(kinds(chosen(change), withNamesake(change))).toContain('requestConsent');
    const record = { ...stages.minting, consentReturnedAt: null, grantsCompleteAt: null, adoption: adoption(change) };
    expect(reconcile(record, desired, complete).grantsCompleteAt).toBeNull();
    expect(reconcile({ ...record, consentReturnedAt: at(90) }, desired, complete).grantsCompleteAt).not.toBeNull();
  });

  test('whose approval was owed reads the grants once more when somebody came back, so that they are written down', () => {
    const change = { application: { ...found().application, requiredResourceAccess: withoutDelegated } };
    const record = { ...stages.minting, adoption: adoption(change), grantsCompleteAt: null, consentReturnedAt: at(200) };
    expect(kinds(record, complete)[0]).toBe('checkGrants');
    expect(kinds({ ...record, grantsCompleteAt: at(210) }, complete)[0]).toBe('mintCredential');
  });

  test('leaves a certificate that serves the connection now, and removes one again that Microsoft lists again', () => {
    const change = { certificates: [oldCertificate] };
    const thumbprint = 'AB'.repeat(32);
    const listed = { ...oldCertificate, thumbprint };
    const removed = [oldSecret, oldCertificate].map(({ keyId }) => ({ keyId, at: at(390) }));
    const certificate = { thumbprint, der: 'QQ==', startsAt: at(0), expiresAt: credential().expiresAt };
    const observed = { ...complete, at: at(395), application: { ...application, certificates: [listed] } };
    const serving = credential({ keyId: oldCertificate.keyId, thumbprint, sealThumbprint: null });
    const record = { ...stages.minting, certificate, credentials: [serving], adoption: { ...adoption(change), removed } };
    expect(kinds(record, observed)).toEqual([]);
    const another = { ...record, certificate: null, credentials: [credential()] };
    expect(planOf(another, observed)).toEqual([{ kind: 'removeForeignCredential', by: 'portal', keyId: oldCertificate.keyId }]);
  });

  test('never makes another app in its place, also when a look no longer shows it', () => {
    expect(kinds(chosen(), { ...withNamesake(), namesakes: [] })[0]).toBe('adoptApplication');
  });

  test('of a connection that was complete makes a new one when the app is gone', () => {
    const record = { ...stages.connected, ...reconcile(stages.connected, desired, withNamesake()), adoption: adoption() };
    const changes = kinds(record, { ...withNamesake(), namesakes: [] });
    expect(changes[0]).toBe('createApplication');
    expect(changes).not.toContain('removeForeignCredential');
  });

  test('removes no old key while the new one is not live', () => {
    const passwords = [...application.passwords, oldSecret];
    const observed = { ...complete, application: { ...application, passwords } };
    for (const state of ['sealed', 'delivered'] as const) {
      const record = { ...stages.minting, adoption: adoption(), credentials: [credential({ state, provedAt: null })] };
      expect(kinds(record, observed)[0], state).not.toBe('removeForeignCredential');
    }
    const live = { ...stages.minting, adoption: adoption(), credentials: [credential()] };
    expect(planOf(live, observed)).toEqual([{ kind: 'removeForeignCredential', by: 'portal', keyId: oldSecret.keyId }]);
  });

  test('is empty when the old keys are gone, and removes one again that Microsoft lists again', () => {
    const removed = [{ keyId: oldSecret.keyId, at: at(390) }];
    const record = { ...stages.connected, adoption: { ...adoption(), removed } };
    expect(planOf(record, complete)).toEqual([]);
    const back = { ...complete, application: { ...application, passwords: [...application.passwords, oldSecret] } };
    expect(planOf(record, back)).toEqual([{ kind: 'removeForeignCredential', by: 'portal', keyId: oldSecret.keyId }]);
  });

  test('ends with a look that is later than the removals and shows the key in use, and with no other', () => {
    const removed = [{ keyId: oldSecret.keyId, at: at(390) }];
    const record = { ...stages.minting, adoption: { ...adoption(), removed }, credentials: [credential()] };
    const seen = (second: number, passwords = application.passwords) => ({
      ...complete,
      at: at(second),
      application: { ...application, passwords },
    });
    expect(planOf(record, seen(389))).toEqual([{ kind: 'observe', by: 'portal' }]);
    expect(planOf(record, seen(391))).toEqual([]);
    const again = [{ kind: 'removeForeignCredential', by: 'portal', keyId: oldSecret.keyId }];
    expect(planOf(record, seen(391, [])), 'older than the key in use').toEqual(again);
    expect(planOf(record, seen(391, [...application.passwords, oldSecret]))).toEqual(again);
  });

  test('removes nothing from an app that is not the chosen one', () => {
    const record = { ...stages.connected, adoption: { ...adoption(), objectId: ids.key } };
    expect(planOf(record, complete)).toEqual([]);
  });
});

describe('a choice', () => {
  test('is bound to the look and to the keys that it showed, secrets and certificates alike', () => {
    const made = adoption({ certificates: [oldCertificate] });
    expect(made).toMatchObject({ objectId: ids.object, seenAt: at(10), removed: [], addsDelegated: false });
    expect(made.keys.map(({ keyId, form }) => [keyId, form])).toEqual([
      [oldSecret.keyId, 'password'],
      [oldCertificate.keyId, 'certificate'],
    ]);
    expect(keysToRemove({ adoption: made, credentials: [], applicationObjectId: null }, null)).toEqual(
      oldKeys(found({ certificates: [oldCertificate] })),
    );
    expect(keysToRemove({ adoption: null, credentials: [], applicationObjectId: null }, complete)).toEqual([]);
  });

  const audience = (signInAudience: string) => ({ application: { ...found().application, signInAudience } });
  const cases: readonly [string, Partial<FoundApplication>, ReturnType<typeof adoptionObstacle>][] = [
    ['as the guide makes it', {}, null],
    ['for work accounts of all organizations', audience('AzureADMultipleOrgs'), null],
    ['for work and personal accounts', audience('AzureADandPersonalMicrosoftAccount'), null],
    ['without a principal', { principal: null }, null],
    ['for personal accounts alone', audience('PersonalMicrosoftAccount'), 'personal-accounts'],
    ['that is switched off', { principal: { id: ids.principal, accountEnabled: false } }, 'switched-off'],
    ['with a federated credential', { federated: 1 }, 'federated'],
    ['whose federated credentials Microsoft does not tell', { federated: null }, 'federated-unknown'],
    ['with a unique name of another tool', { application: { ...found().application, uniqueName: 'other' } }, 'other-name'],
  ];
  test.each(cases)('of an app %s', (_, change, obstacle) => {
    expect(adoptionObstacle(found(change))).toBe(obstacle);
    expect(adoptionOf(namesake(change), { at: at(10), desired }) === null).toBe(obstacle !== null);
  });

  test('of an app that was not read whole is none', () => {
    expect(adoptionOf({ ...namesake(), found: null }, { at: at(10), desired })).toBeNull();
  });
});

describe('the differences of an app', () => {
  test('are named by what is missing, extra, not granted and granted beyond', () => {
    const [first, ...others] = asked;
    const extra = { resourceAppId: graph, resourceAccess: [{ id: ids.key, type: 'Role' as const }] };
    const change = found({
      application: { ...found().application, requiredResourceAccess: [...others, extra] },
      grants: [...grants.slice(1), { resourceId: resources[graph]?.servicePrincipalId ?? '', appRoleId: ids.key }],
      names: { [ids.key]: 'Directory.Read.All' },
    });
    const differences = namesakeDifferences(desired, change, resources);
    expect(first?.resourceAccess).toHaveLength(2);
    expect(differences.missing.toSorted()).toEqual(['AdvancedHunting.Read.All', 'Incident.Read.All']);
    expect(differences).toMatchObject({ extra: ['Directory.Read.All'], beyond: ['Directory.Read.All'] });
    expect(differences.notGranted).toHaveLength(1);
  });

  test('are none for an app that asks for and holds exactly what is wanted', () => {
    expect(namesakeDifferences(desired, found(), resources)).toEqual({ missing: [], extra: [], notGranted: [], beyond: [] });
  });
});

test('an old key of an adopted app is no foreign one, and any other is', () => {
  const strange = { ...oldSecret, keyId: ids.attempt };
  const observed = { ...complete, application: { ...application, passwords: [...application.passwords, oldSecret, strange] } };
  const record = { ...stages.connected, adoption: adoption() };
  expect(foreignKeys(record, observed)).toEqual([strange]);
  expect(foreignKeys({ ...record, adoption: null }, observed)).toEqual([oldSecret, strange]);
});
