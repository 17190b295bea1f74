import { describe, expect, test } from 'vitest';
import { foreignCertificates, type PublicCertificate } from './certificate';
import type { ConnectionRecord } from './connection';
import type { CredentialRecord } from './credential';
import type { AppCertificate, Observed } from './observed';
import { plan } from './plan';
import { application, at, complete, credential, desired, ids, intended } from './record.test-data';
import { stages } from './stages.test-data';

const day = 86_400_000;
const certificate: PublicCertificate = {
  thumbprint: 'AB'.repeat(32),
  der: 'MII=',
  startsAt: at(-day),
  expiresAt: new Date(at(0).getTime() + 400 * day),
};
const listed: AppCertificate = {
  keyId: ids.key,
  displayName: 'FortifyDataAPICertificate',
  thumbprint: certificate.thumbprint,
  expiresAt: certificate.expiresAt,
};
const seen = (certificates: readonly AppCertificate[], seconds = 320): Observed => ({
  ...complete,
  at: at(seconds),
  application: { ...application, passwords: [], certificates },
});
const attempt = (change: Partial<CredentialRecord> = {}) =>
  credential({ thumbprint: certificate.thumbprint, sealThumbprint: null, expiresAt: certificate.expiresAt, ...change });
const kinds = (credentials: readonly CredentialRecord[], observed: Observed, change: Partial<ConnectionRecord> = {}) =>
  plan({
    desired,
    observed,
    record: { ...stages.minting, certificate, credentials, ...change },
    now: new Date(observed.at.getTime() + 1000),
  }).map(({ kind }) => kind);

describe('with the certificate chosen', () => {
  test('it is added, and no key is made', () => expect(kinds([], seen([]))).toEqual(['addCertificate']));

  test('it is delivered and proved like a key, and then nothing is left to change', () => {
    expect(kinds([attempt({ state: 'sealed', deliveredAt: null })], seen([listed]))).toEqual(['deliverCredential', 'proveAccess']);
    expect(kinds([attempt({ state: 'delivered' })], seen([listed]))).toEqual(['proveAccess']);
    expect(kinds([attempt()], seen([listed]))).toEqual([]);
  });

  test.each(['unknown', 'refused', 'unproved'] as const)(
    'an attempt that ended %s is repeated: nothing is looked for, waited for or removed',
    (state) => {
      for (const certificates of [[], [listed]])
        expect(kinds([attempt({ state, unknownAt: at(319), provedAt: null })], seen(certificates))).toEqual(['addCertificate']);
    },
  );

  test('one that somebody removed is added again, but not while Microsoft’s lists may lag', () => {
    expect(kinds([attempt()], seen([], 400))).toEqual([]);
    expect(kinds([attempt()], seen([], 310 + 900))).toEqual(['addCertificate']);
  });

  test('is found by its bytes under another id, and by its id where Microsoft does not show the bytes', () => {
    const long = 310 + 900;
    expect(kinds([attempt()], seen([{ ...listed, keyId: ids.attempt }], long))).toEqual([]);
    expect(kinds([attempt()], seen([{ ...listed, thumbprint: null }], long))).toEqual([]);
    expect(kinds([attempt()], seen([{ ...listed, keyId: ids.attempt, thumbprint: null }], long))).toEqual(['addCertificate']);
  });

  test('another certificate, and one that has expired, is followed by the new one', () => {
    expect(kinds([attempt({ thumbprint: 'CD'.repeat(32) })], seen([listed]))).toEqual(['addCertificate']);
    expect(kinds([attempt({ expiresAt: at(300) })], seen([listed]))).toEqual(['addCertificate']);
  });

  test('a key of an earlier time whose answer was lost is still looked for first', () => {
    const lost = intended({ state: 'unknown', unknownAt: at(310) });
    expect(kinds([lost], seen([]))).toEqual(['observe', 'addCertificate']);
  });
});

describe('the choice taken back', () => {
  const back = { certificate: null };
  const secret = credential({ attempt: ids.app, keyId: ids.app });
  const withSecret = (certificates: readonly AppCertificate[]): Observed => {
    const observed = seen(certificates);
    const passwords = application.passwords.map((password) => ({ ...password, keyId: ids.app }));
    return { ...observed, application: observed.application && { ...observed.application, passwords } };
  };

  test.each(['sealed', 'delivered', 'live', 'unproved', 'unknown'] as const)(
    'makes a client secret, and after that is live removes a certificate whose attempt is %s',
    (state) => {
      expect(kinds([attempt({ state })], seen([listed]), back)).toEqual(['mintCredential', 'removeCredential']);
      const sealed = { ...secret, state: 'sealed', deliveredAt: null } as const;
      expect(kinds([attempt({ state }), sealed], withSecret([listed]), back)).toEqual([
        'deliverCredential',
        'proveAccess',
        'removeCredential',
      ]);
      expect(kinds([attempt({ state }), secret], withSecret([listed]), back)).toEqual(['removeCredential']);
    },
  );

  test('removes one entry once, however often it was tried', () => {
    const tries = [attempt({ state: 'unproved' }), attempt({ attempt: ids.object, state: 'unproved' }), secret];
    expect(kinds(tries, withSecret([listed]), back)).toEqual(['removeCredential']);
  });

  test('removes nothing that Microsoft refused or that is removed, unless it is listed', () => {
    for (const state of ['refused', 'removed'] as const) {
      expect(kinds([attempt({ state, keyId: null }), secret], withSecret([]), back)).toEqual([]);
      expect(kinds([attempt({ state, keyId: null }), secret], withSecret([listed]), back)).toEqual(['removeCredential']);
    }
  });

  test('and made once more leaves the certificate, and no secret', () => {
    expect(kinds([secret, attempt()], withSecret([listed]))).toEqual(['removeCredential']);
    expect(kinds([{ ...secret, state: 'removed' }, attempt()], seen([listed]))).toEqual([]);
    const unproved = { ...secret, state: 'unproved', provedAt: null } as const;
    expect(kinds([unproved], withSecret([]))).toEqual(['removeCredential', 'addCertificate']);
  });
});

describe('a certificate on the app', () => {
  const strangers = (record: Parameters<typeof foreignCertificates>[0], ...items: AppCertificate[]) =>
    foreignCertificates(record, seen(items)).map(({ keyId }) => keyId);
  const stranger = { ...listed, keyId: ids.attempt, thumbprint: 'EF'.repeat(32) };

  test('is ours by the admin’s choice, by an attempt, by its id; every other one is foreign', () => {
    expect(strangers({ adoption: null, certificate, credentials: [] }, listed, stranger)).toEqual([ids.attempt]);
    expect(strangers({ adoption: null, certificate: null, credentials: [attempt()] }, listed, stranger)).toEqual([ids.attempt]);
    expect(strangers({ adoption: null, certificate: null, credentials: [attempt()] }, { ...listed, thumbprint: null })).toEqual([]);
    expect(strangers({ adoption: null, certificate: null, credentials: [] }, listed)).toEqual([ids.key]);
    expect(strangers({ adoption: null, certificate: null, credentials: [credential()] }, listed)).toEqual([ids.key]);
  });
});
