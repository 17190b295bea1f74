import { expect, test } from 'vitest';
import { bucketOf, percentile } from './percentile';
import { afterAll, folded, searchTerms, searchWords } from './search-words';

const contoso = {
  organization: 'Contoso Health Ltd',
  customer: null,
  customerId: null,
  domains: ['contoso.example'],
  adminName: 'Ingrid Lårsen',
  adminAccount: 'Ingrid@Contoso.example',
};

test('a name is found from each of its words on, domain and account from their beginning', () => {
  expect(searchTerms(contoso)).toEqual([
    'contoso health ltd',
    'contoso.example',
    'health ltd',
    'ingrid larsen',
    'ingrid@contoso.example',
    'larsen',
    'ltd',
  ]);
});

test('what the invitation calls the customer finds it too, and so does each domain, up to a hundred', () => {
  const invited = { customer: 'Pinecrest Schools', customerId: 'C-1042', domains: ['contoso.onmicrosoft.example', 'contoso.example'] };
  const terms = searchTerms({ ...contoso, ...invited });
  expect(terms).toEqual(
    expect.arrayContaining([
      'pinecrest schools',
      'schools',
      'c-1042',
      'contoso.example',
      'contoso.onmicrosoft.example',
      'contoso health ltd',
    ]),
  );
  const many = Array.from({ length: 5000 }, (_, index) => `many${index}.example`);
  expect(searchTerms({ ...contoso, domains: many }).filter((term) => term.startsWith('many'))).toHaveLength(100);
});

test.each([
  ['  Zürich\u00a0 AG ', 'zurich ag'],
  ['ＣＯＮＴＯＳＯ', 'contoso'],
  ['a\u0000b\u202ec', 'a b c'],
  ['株式会社', '株式会社'],
  ['\ud800', ''],
])('%j is compared as %j', (text, plain) => expect(folded(text)).toBe(plain));

test('nothing to look for is nothing', () => expect([searchWords('  \t '), searchWords('\u0000')]).toEqual([null, null]));

test('a search is cut, however long', () => {
  const words = searchWords(`${'x'.repeat(5000)} y`);
  expect([words?.phrase.length, words?.words.length]).toEqual([80, 1]);
});

test.each([
  ['7d3f', '7d3f0000-0000-0000-0000-000000000000', '7d3fffff-ffff-ffff-ffff-ffffffffffff'],
  ['7D3F2A10-5C', '7d3f2a10-5c00-0000-0000-000000000000', '7d3f2a10-5cff-ffff-ffff-ffffffffffff'],
])('%s is the beginning of an id', (typed, from, to) => expect(searchWords(typed)?.ids).toEqual({ from, to }));

test.each(['7d3', 'xyzw', '%', "'; --"])('%s is none', (typed) => expect(searchWords(typed)?.ids ?? null).toBeNull());

test('what begins with a word lies before its end', () => {
  expect(['ltd', 'ltd.', 'ltdz', 'ltdé', 'ltd株'].every((term) => term >= 'ltd' && term < afterAll('ltd'))).toBe(true);
  expect('lte' < afterAll('ltd')).toBe(false);
});

test.each([1, 40, 999, 60_000, 86_400_000])('a percentile of %i ms is exact to five percent', (durationMs) => {
  const found = percentile([{ bucket: bucketOf(durationMs), count: 3 }], 0.9) ?? 0;
  expect(Math.abs(found - durationMs) / durationMs).toBeLessThan(0.05);
});

test('percentiles go by rank, and there is none of nothing', () => {
  const buckets = [1000, 2000, 4000, 8000].map((ms) => ({ bucket: bucketOf(ms), count: 1 }));
  const near = (share: number) => Math.round((percentile(buckets, share) ?? 0) / 1000);
  expect([near(0.5), near(0.51), near(0.9), near(0)]).toEqual([2, 4, 8, 1]);
  expect(percentile([], 0.5)).toBeNull();
});
