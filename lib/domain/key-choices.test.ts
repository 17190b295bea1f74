import { describe, expect, test } from 'vitest';
import { certificateHelps, exemptionRequest, secretMayHelp } from './key-choices';
import { problemCodes } from './problem';
import { at, ids } from './record.test-data';

const facts = {
  organization: 'Contoso Ltd',
  tenantId: ids.tenant,
  clientId: ids.app,
  objectId: ids.object,
  evidence: { Code: 'CredentialTypeNotAllowedAsPerAppPolicy', 'Request ID': 'r-1', 'HTTP status': '400' },
  at: at(0),
};

describe('the request for an exemption', () => {
  test('is there for the four restrictions that stop a key, and for no other problem', () => {
    const types = problemCodes.flatMap((code) => /Restriction: (\w+)/.exec(exemptionRequest(code, facts)?.text ?? '')?.[1] ?? []);
    expect(types).toEqual(['passwordLifetime', 'passwordAddition', 'asymmetricKeyLifetime', 'trustedCertificateAuthority']);
  });

  test('names app, restriction, Microsoft’s answer, what is asked, why and for how long, and asks for nothing else', () => {
    const { subject, text } = exemptionRequest('secret-policy-banned', facts) ?? { subject: '', text: '' };
    expect(subject).toBe('Policy exemption for one app: Microsoft Defender Integration for FortifyData');
    for (const part of [facts.organization, ids.tenant, ids.app, ids.object, 'CredentialTypeNotAllowedAsPerAppPolicy', 'Request ID r-1'])
      expect(text).toContain(part);
    expect(text).toMatch(/What is asked: exempt this one app from the restriction passwordAddition\./);
    expect(text).toMatch(/^Why: .+\.$/m);
    expect(text).toMatch(/^For how long: .+\.$/m);
    expect(text).not.toMatch(/undefined|null/);
  });
});

test('a certificate helps against rules for secrets, a secret against everything that stops a certificate', () => {
  expect(problemCodes.filter(certificateHelps)).toEqual(['secret-policy-lifetime', 'secret-policy-banned']);
  expect(problemCodes.filter(secretMayHelp)).toHaveLength(5);
});
