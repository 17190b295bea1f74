import { describe, expect, test } from 'vitest';
import { consentOutcome, entraNumber } from './consent';

type Params = Parameters<typeof consentOutcome>[0];
const params = (query: string): Params => {
  const read = new URLSearchParams(query);
  return { error: read.get('error'), description: read.get('error_description'), subcode: read.get('error_subcode') };
};

/** Forms without an error: somebody came back, or crafted the address. */
const withoutError = [
  '',
  'admin_consent=True&tenant=7d3f2a10-5c7e-4b0b-9f5e-2a86c1d4e901',
  'admin_consent=False',
  'admin_consent=true&tenant=',
  'tenant=not-a-guid',
  'tenant=00000000-0000-0000-0000-000000000000&admin_consent=True&state=x',
  'code=abc&state=x',
  'error_description=AADSTS65004',
  'error_subcode=cancel',
  'Error=access_denied',
  'error%00=x',
  'scope=https%3A%2F%2Fgraph.microsoft.com%2F.default',
];

const declined = [
  'error=access_denied',
  'error=permission_denied',
  'error=consent_required',
  'error=access_denied&error_subcode=cancel',
  'error=access_denied&error_description=AADSTS65004%3A+User+declined+to+consent',
  'error=permission_denied&error_description=AADSTS65004%3A+declined',
  'error=consent_required&error_description=AADSTS65004%3A+declined',
  'error=permission_denied&error_description=The+admin+canceled+the+request&admin_consent=True&tenant=x',
  'error=access_denied&error_subcode=cancel&error_description=AADSTS90094%3A+needs+an+administrator',
  'error=access_denied&error_description=',
  'error=access_denied&error_description=AADSTS12',
  'error=consent_required&error_subcode=cancel&admin_consent=True',
];

const numbers = [90094, 90093, 650052, 650051, 650053, 650054, 65005, 700016, 50011, 53003, 50105, 90002, 90012, 50020, 7000112];
const words = [
  'invalid_request',
  'server_error',
  'temporarily_unavailable',
  'invalid_client',
  'unauthorized_client',
  'interaction_required',
];
const garbage = [
  'error=',
  'error=%20',
  'error=ACCESS_DENIED',
  'error=access_denied%20',
  'error=null',
  'error=undefined',
  'error=true',
  'error=%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  "error='%20OR%201%3D1",
  `error=${'a'.repeat(5000)}`,
  'error=%F0%9F%98%80',
  'error=access_denied%0D%0ASet-Cookie%3A+x',
  'error=__proto__',
  'error=constructor',
  'admin_consent=True&error=unknown_thing',
  'admin_consent=True&tenant=x&error=invalid_resource&error_description=no+number',
];
const failed = [
  ...numbers.map((number) => `error=access_denied&error_description=AADSTS${number}%3A+text`),
  ...words.map((word) => `error=${word}&admin_consent=True`),
  ...garbage,
];

describe('a consent callback', () => {
  test.each(withoutError)('without an error says that somebody came back and nothing else: %j', (query) => {
    expect(consentOutcome(params(query))).toEqual({ kind: 'returned' });
  });

  test.each(declined)('in a documented form of a refusal is declined: %s', (query) => {
    expect(consentOutcome(params(query))).toEqual({ kind: 'declined' });
  });

  test.each(failed)('with any other error has failed, never returned: %s', (query) => {
    const outcome = consentOutcome(params(query));
    expect(outcome.kind).toBe('failed');
    if (outcome.kind === 'failed') expect(outcome.error).toMatch(/^[a-z_]{0,40}$/);
  });

  test('was tried in at least 60 forms', () => expect(withoutError.length + declined.length + failed.length).toBeGreaterThanOrEqual(60));

  test('that failed keeps the number and not the sentence', () => {
    const outcome = consentOutcome(params('error=access_denied&error_description=AADSTS90094%3A+Ask+Bob+<b>now</b>'));
    expect(outcome).toEqual({ kind: 'failed', error: 'access_denied', number: 90094 });
  });
});

describe('the number in a description', () => {
  const cases: readonly [string | null, number | null][] = [
    [null, null],
    ['', null],
    ['AADSTS65004: User declined', 65004],
    ['text AADSTS7000215: text', 7000215],
    ['AADSTS650051', 650051],
    ['AADSTS123', null],
    ['AADSTS12345678', null],
    ['XAADSTS65004', null],
    ['aadsts65004', null],
    [`${'x'.repeat(400)} AADSTS65004`, null],
    ['AADSTS65004 AADSTS90094', 65004],
  ];
  test.each(cases)('%j is %j', (text, number) => expect(entraNumber(text)).toBe(number));
});
