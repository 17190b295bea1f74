import { type Adoption, adoptionOf } from './adoption';
import type { FoundApplication, Namesake, Observed } from './observed';
import { application, at, desired, grants, ids, untouched } from './record.test-data';

/** An app made by hand after the old guide, in a tenant that is all right otherwise; for tests of the choice and what follows from it. */

export const oldSecret = {
  keyId: '5d1f0c2e-7a3b-4c4d-9e5f-60718293a4b5',
  displayName: 'FortifyDataAPISecret',
  startsAt: new Date('2025-07-01T08:00:00Z'),
  expiresAt: new Date('2027-07-01T08:00:00Z'),
};
export const oldCertificate = { ...oldSecret, keyId: '5d1f0c2e-7a3b-4c4d-9e5f-60718293a4b6', displayName: 'CN=reporting' };

/** The app as a look shows it whole: it asks for and holds everything, and has one secret. */
export function found(change: Partial<FoundApplication> = {}): FoundApplication {
  return {
    application: { ...application, uniqueName: null, tags: [], redirectUris: [], passwords: [oldSecret] },
    otherRedirectUris: [],
    certificates: [],
    federated: 0,
    owners: 0,
    principal: { id: ids.principal, accountEnabled: true },
    grants,
    names: {},
    ...change,
  };
}

export const namesake = (change: Partial<FoundApplication> = {}): Namesake => ({
  objectId: ids.object,
  appId: ids.app,
  displayName: application.displayName,
  createdAt: at(-86_400),
  found: found(change),
});

export const withNamesake = (change: Partial<FoundApplication> = {}): Observed => ({ ...untouched, namesakes: [namesake(change)] });

/** The choice of that app. */
export function adoption(change: Partial<FoundApplication> = {}): Adoption {
  const made = adoptionOf(namesake(change), { at: untouched.at, desired });
  if (!made) throw new Error('this app cannot be chosen');
  return made;
}
