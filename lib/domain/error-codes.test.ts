import { describe, expect, it } from 'vitest';
import { type EntraStep, errorCode, errorCodes, microsoftLookupUrl, normalizeErrorCode, problemForEntra } from './error-codes';
import { isProblemCode, type ProblemCode } from './problem';

describe('the list of codes', () => {
  it('has every code once, in a form that can stand in a path', () => {
    expect(new Set(errorCodes.map((entry) => entry.code.toLowerCase())).size).toBe(errorCodes.length);
    expect(errorCodes.filter((entry) => !/^[A-Za-z0-9_]{4,64}$/.test(entry.code))).toEqual([]);
    expect(errorCodes.length).toBeGreaterThan(120);
  });

  it('covers sign-in, access, consent, tokens, Graph and Defender', () => {
    const families = new Set(errorCodes.map((entry) => entry.family));
    expect([...families]).toEqual(['sign-in', 'access', 'consent', 'token', 'graph', 'defender']);
  });

  it.each([
    'AADSTS65001',
    'AADSTS90094',
    'AADSTS500200',
    'AADSTS50076',
    'AADSTS53003',
    'AADSTS54005',
    'AADSTS650051',
    'AADSTS650052',
    'AADSTS7000215',
    'AADSTS7000229',
    'Authorization_RequestDenied',
    'CredentialTypeNotAllowedAsPerAppPolicy',
    'Request_ResourceNotFound',
    'TooManyRequests',
    'DisabledFeature',
    'Forbidden',
  ])('explains %s', (code) => {
    expect(errorCode(code)?.code).toBe(code);
  });

  it('explains in whole sentences, without words that the house does not use', () => {
    const forbidden = /\b(please|oops|successful(ly)?|simply|sorry|(?<!cross-)tenants?|organisations?|licence|e-mails?)\b|!/i;
    for (const { code, title, happened, whoCanFix, next } of errorCodes) {
      expect(title, code).toMatch(/^[A-Z].*[^.]$/);
      expect(title, code).not.toMatch(/AADSTS|\d{4}|_/);
      for (const part of [happened, whoCanFix, next]) expect(part, code).toMatch(/^[A-Z].*[.]$/);
      expect([title, happened, whoCanFix, next].join(' '), code).not.toMatch(forbidden);
    }
  });

  it('leads only to problems of the closed list', () => {
    expect(errorCodes.filter((entry) => entry.problem !== undefined && !isProblemCode(entry.problem))).toEqual([]);
  });
});

describe('finding a code in what people type or paste', () => {
  it.each([
    ['aadsts90094', 'AADSTS90094'],
    ['90094', 'AADSTS90094'],
    ['  AADSTS 90094: The grant requires admin permission.', 'AADSTS90094'],
    ['AADSTS-90094', 'AADSTS90094'],
    ['Sign-in failed\nMessage: AADSTS650052: The app needs access\nTrace 1', 'AADSTS650052'],
    ['Authorization_RequestDenied', 'Authorization_RequestDenied'],
    ['authorization_requestdenied', 'Authorization_RequestDenied'],
    ['error: Authorization_RequestDenied, Insufficient privileges', 'Authorization_RequestDenied'],
    ['ACCESS_DENIED', 'access_denied'],
    ['forbidden', 'Forbidden'],
    ['AADSTS99999999', 'AADSTS99999999'],
  ])('%j is %s', (input, code) => {
    expect(normalizeErrorCode(input)).toBe(code);
  });

  it.each([
    '',
    '   ',
    'hello',
    'toString',
    '__proto__',
    'constructor',
    '123',
    '123456789',
    'AADSTS',
    '../../etc',
    'it was not found and unauthorized',
    '<script>90094',
  ])('%j is no code', (input) => {
    expect(normalizeErrorCode(input)).toBeNull();
    expect(errorCode(input)).toBeNull();
  });

  it('knows an unlisted number as a number, without a text, and where Microsoft explains it', () => {
    expect(errorCode('AADSTS123456')).toBeNull();
    expect(microsoftLookupUrl('AADSTS123456')).toBe('https://login.microsoftonline.com/error?code=123456');
    expect(microsoftLookupUrl('Forbidden')).toBeNull();
  });

  it('looks at the start of a very long text only', () => {
    expect(normalizeErrorCode(`${'x '.repeat(5000)}AADSTS90094`)).toBeNull();
  });
});

describe('choosing the problem for an error of Entra', () => {
  const at = (step: EntraStep, error: string, aadstsNumber: number | null = null, subcode: string | null = null) =>
    problemForEntra({ error, aadstsNumber, subcode, step });

  const cases: readonly (readonly [EntraStep, string, number | null, string | null, ProblemCode])[] = [
    ['sign-in', 'access_denied', null, 'cancel', 'sign-in-cancelled'],
    ['sign-in', 'access_denied', 65004, null, 'sign-in-declined'],
    ['sign-in', 'access_denied', 65004, 'cancel', 'sign-in-declined'],
    ['sign-in', 'access_denied', 90094, null, 'admin-approval-needed'],
    ['sign-in', 'consent_required', 65001, null, 'admin-approval-needed'],
    ['sign-in', 'invalid_request', 50020, null, 'wrong-organization'],
    ['sign-in', 'invalid_request', 500200, null, 'personal-account'],
    ['sign-in', 'invalid_grant', 54005, null, 'sign-in-replayed'],
    ['sign-in', 'invalid_grant', 50173, null, 'session-expired'],
    ['sign-in', 'invalid_grant', 50076, null, 'claims-challenge'],
    ['sign-in', 'interaction_required', null, null, 'claims-challenge'],
    ['sign-in', 'access_denied', 53003, null, 'conditional-access'],
    ['sign-in', 'invalid_client', 7000215, null, 'internal'],
    ['sign-in', 'unauthorized_client', 700016, null, 'internal'],
    ['sign-in', 'something_new', 123456, null, 'sign-in-failed'],
    ['consent', 'access_denied', null, 'cancel', 'consent-declined'],
    ['consent', 'access_denied', 65004, null, 'consent-declined'],
    ['consent', 'permission_denied', null, null, 'consent-declined'],
    ['consent', 'consent_required', 65004, null, 'consent-declined'],
    ['consent', 'access_denied', 90094, null, 'consent-role-missing'],
    ['consent', 'invalid_client', 650052, null, 'resource-gone'],
    ['consent', 'invalid_client', 650053, null, 'application-outdated'],
    ['consent', 'invalid_request', 50011, null, 'application-outdated'],
    ['consent', 'unauthorized_client', 700016, null, 'application-unseen'],
    ['consent', 'access_denied', 53003, null, 'conditional-access'],
    ['consent', 'server_error', 650051, null, 'microsoft-unavailable'],
    ['consent', 'invalid_client', 650051, null, 'consent-cleaning-up'],
    ['consent', 'invalid_request', 90002, null, 'wrong-organization'],
    ['consent', 'something_new', null, null, 'consent-failed'],
    ['token', 'invalid_client', 7000215, null, 'proof-secret-refused'],
    ['token', 'invalid_client', null, null, 'proof-secret-refused'],
    ['token', 'invalid_client', 7000229, null, 'principal-gone'],
    ['token', 'unauthorized_client', 7000112, null, 'principal-disabled'],
    ['token', 'unauthorized_client', 700016, null, 'application-gone'],
    ['token', 'invalid_resource', 500011, null, 'resource-gone'],
    ['token', 'invalid_grant', 53003, null, 'workload-blocked'],
    ['token', 'interaction_required', null, null, 'workload-blocked'],
    ['token', 'temporarily_unavailable', 90055, null, 'microsoft-unavailable'],
    ['token', 'something_new', null, null, 'proof-failed'],
  ];
  it.each(cases)('%s, %s, %s, %s leads to the right problem', (step, error, number, subcode, problem) => {
    expect(at(step, error, number, subcode)).toBe(problem);
  });

  it('lets the OAuth code win where a number contradicts it', () => {
    expect(at('sign-in', 'temporarily_unavailable', 65004)).toBe('microsoft-unavailable');
    expect(at('token', 'server_error', 7000215)).toBe('microsoft-unavailable');
  });

  it('never sends a person to another step, whatever number Microsoft sends', () => {
    const numbers = errorCodes.flatMap((entry) => (entry.code.startsWith('AADSTS') ? [Number(entry.code.slice(6))] : []));
    const foreign: Readonly<Record<EntraStep, RegExp>> = {
      'sign-in': /^(consent|proof|grants|secret|application|principal|resource|role)-/,
      consent:
        /^(sign-in|session|proof|grants|secret|admin|portal|workload|principal-gone)-?|^(application-(gone|conflict|policy)|internal)$/,
      token: /^(sign-in|session|consent|grants|personal|wrong|guest|admin|portal|claims)-/,
    };
    const steps: readonly EntraStep[] = ['sign-in', 'consent', 'token'];
    const lost = steps.flatMap((step) =>
      numbers
        .filter((number) => foreign[step].test(at(step, 'unknown_error', number)))
        .map((number) => [step, number, at(step, 'unknown_error', number)]),
    );
    expect(numbers.length).toBeGreaterThan(80);
    expect(lost).toEqual([]);
  });

  it('is not led astray by names of the language itself', () => {
    expect(at('sign-in', 'constructor')).toBe('sign-in-failed');
    expect(at('consent', '__proto__')).toBe('consent-failed');
    expect(at('token', 'toString')).toBe('proof-failed');
  });
});
