import { describe, expect, test } from 'vitest';
import { applyFacts, joinFacts } from './facts';
import { reconcile } from './reconcile';
import { application, at, complete, credential, desired, grants, ids, untouched } from './record.test-data';
import { stages } from './stages.test-data';

describe('a look at the tenant', () => {
  test('that shows no application forgets it and all that hung on it', () => {
    expect(reconcile(stages.connected, desired, untouched)).toEqual({
      applicationObjectId: null,
      appId: null,
      servicePrincipalId: null,
      stableAt: null,
      grantsCompleteAt: null,
    });
  });

  test('that shows everything finds it all at once, with the time of the look', () => {
    expect(reconcile(stages.accepted, desired, complete)).toEqual({
      applicationObjectId: ids.object,
      appId: ids.app,
      servicePrincipalId: ids.principal,
      stableAt: complete.at,
      grantsCompleteAt: complete.at,
    });
  });

  test('keeps the times of what was known', () => {
    expect(reconcile(stages.minting, desired, complete)).toMatchObject({ stableAt: at(60), grantsCompleteAt: at(110) });
  });

  test('that does not show our principal makes it again, which is an upsert', () => {
    const facts = reconcile(stages.principal, desired, { ...complete, servicePrincipal: null, grants: [] });
    expect(facts).toMatchObject({ servicePrincipalId: null, stableAt: null, grantsCompleteAt: null });
  });

  test('that shows another application does not keep the principal of the old one', () => {
    const observed = { ...complete, application: { ...application, objectId: ids.key }, servicePrincipal: null };
    expect(reconcile(stages.connected, desired, observed)).toMatchObject({
      applicationObjectId: ids.key,
      servicePrincipalId: null,
      stableAt: null,
      grantsCompleteAt: null,
    });
  });

  const incomplete = {
    'one permission short': grants.slice(1),
    'one beyond': [...grants, { resourceId: ids.principal, appRoleId: ids.key }],
    'not read': null,
    none: [],
  };
  test.each(Object.entries(incomplete))('does not take grants for complete: %s', (_, seen) => {
    expect(reconcile(stages.minting, desired, { ...complete, grants: seen })).toMatchObject({ grantsCompleteAt: null });
  });

  test('that shows an older list of permissions is not stable', () => {
    const observed = { ...complete, application: { ...application, requiredResourceAccess: [] } };
    expect(reconcile(stages.consentWait, desired, observed)).toMatchObject({ stableAt: null, applicationObjectId: ids.object });
  });
});

describe('facts', () => {
  test('replace a key by its attempt and put a new one at the end', () => {
    const record = { ...stages.minting, credentials: [credential({ attempt: 'a' }), credential({ attempt: 'b' })] };
    const changed = credential({ attempt: 'a', state: 'removed' });
    const next = applyFacts(record, { credentials: [credential({ attempt: 'c' }), changed] });
    expect(next.credentials.map(({ attempt, state }) => `${attempt} ${state}`)).toEqual(['a removed', 'b live', 'c live']);
  });

  test('bring neither the sealed text nor the receipt of the store into a record', () => {
    const facts = { sealed: { attempt: 'a', jwe: 'sealed-text' }, stored: { attempt: 'a', receipt: 'receipt' }, appId: ids.app };
    expect(applyFacts(stages.fresh, facts)).toEqual({ ...stages.fresh, appId: ids.app });
  });

  test('that are null take a value away, those that are absent leave it', () => {
    expect(applyFacts(stages.checking, { consentReturnedAt: null })).toMatchObject({ consentReturnedAt: null, stableAt: at(60) });
  });

  test('are joined column by column and attempt by attempt, the later ones winning', () => {
    const [old, new_] = [credential({ attempt: 'a' }), credential({ attempt: 'a', state: 'removed' })];
    const other = credential({ attempt: 'b' });
    const joined = joinFacts({ appId: 'x', stableAt: null, credentials: [old, other] }, { appId: 'y', credentials: [new_] });
    expect(joined).toEqual({ appId: 'y', stableAt: null, credentials: [new_, other] });
    expect(joinFacts({ appId: 'x' }, {})).toEqual({ appId: 'x' });
  });
});
