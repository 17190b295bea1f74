import { describe, expect, test } from 'vitest';
import type { ProblemCode } from '../domain/problem';
import { at } from '../domain/record.test-data';
import { stages } from '../domain/stages.test-data';
import { chooseCertificate } from './choose-certificate';

const certificate = { thumbprint: 'AB'.repeat(32), der: 'MII=', startsAt: at(-1), expiresAt: at(9_999) };
const prove = () => {
  throw new Error('nothing is proved by a choice');
};
const offered = { certificates: { certificate, prove } };
const stopped = (code: ProblemCode) => ({ ...stages.minting, problem: { code, at: at(120), evidence: {} } });

describe('the choice of the certificate', () => {
  test('puts the problem aside and remembers the certificate that was shown', () => {
    const facts = chooseCertificate(offered, certificate.thumbprint).facts(stopped('secret-policy-banned'), at(130));
    expect(facts).toMatchObject({ problem: null, certificate, secretLimit: null });
  });

  test('pressed twice means what it meant once', () => {
    expect(chooseCertificate(offered, certificate.thumbprint).facts({ ...stages.minting, certificate }, at(130))).toBeNull();
  });

  test('is stale for another certificate, for none, at another problem, and where nothing stands in the way', () => {
    const choices = [
      () => chooseCertificate(offered, 'CD'.repeat(32)).facts(stopped('secret-policy-banned'), at(130)),
      () => chooseCertificate({ certificates: null }, certificate.thumbprint).facts(stopped('secret-policy-banned'), at(130)),
      () => chooseCertificate(offered, certificate.thumbprint).facts(stopped('consent-declined'), at(130)),
      () => chooseCertificate(offered, certificate.thumbprint).facts(stages.connected, at(130)),
      () => chooseCertificate(offered, null).facts(stopped('secret-policy-banned'), at(130)),
    ];
    for (const choice of choices) expect(choice).toThrow(expect.objectContaining({ code: 'stale' }));
  });

  test('can be taken back where the certificate is what stands in the way', () => {
    const record = { ...stopped('certificate-policy-authority'), certificate };
    expect(chooseCertificate(offered, null).facts(record, at(130))).toMatchObject({ problem: null, certificate: null });
  });
});
