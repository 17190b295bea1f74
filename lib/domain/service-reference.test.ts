import { expect, test } from 'vitest';
import { serviceReferenceFrom } from './service-reference';

test.each([
  ['4405e061-966a-4249-afdd-f7435f54a510', '4405e061-966a-4249-afdd-f7435f54a510'],
  ['  CI 0042, Sicherheit & Überwachung ', 'CI 0042, Sicherheit & Überwachung'],
  ['x'.repeat(256), 'x'.repeat(256)],
  ['=SUM(A1)', '=SUM(A1)'],
])('%.40j is a reference', (text, reference) => {
  expect(serviceReferenceFrom(text)).toBe(reference);
});

test.each(['', '   ', 'x'.repeat(257), 'a\nb', 'a\u0000b', 'a\u202eb', 'a\u2028b', '\u200b'])('%.40j is none', (text) => {
  expect(serviceReferenceFrom(text)).toBeNull();
});
