import { expect, test } from 'vitest';
import { demandedClaims } from './claims';

const nbf = { access_token: { nbf: { essential: true, value: '1604106651' } } };
const acrs = { access_token: { acrs: { essential: true, value: 'c1' } } };

test.each([nbf, acrs, { ...acrs, id_token: {} }])('a documented demand is passed on: %j', (claims) => {
  expect(demandedClaims(JSON.stringify(claims, null, 2))).toBe(JSON.stringify(claims));
});

const others = [
  null,
  '',
  'null',
  '[]',
  '"text"',
  '{}',
  '{',
  '{"access_token":[]}',
  '{"access_token":"x"}',
  '{"access_token":{},"redirect_uri":{}}',
  '{"__proto__":{}}',
  JSON.stringify({ access_token: { acrs: { value: 'x'.repeat(2_000) } } }),
  ' '.repeat(5_000),
];
test.each(others)('anything else is no demand: %.60j', (text) => {
  expect(demandedClaims(text)).toBeNull();
});
