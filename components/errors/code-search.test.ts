import { expect, test } from 'vitest';
import { errorCodes } from '@/lib/domain/error-codes';
import { codeFamilies } from './code-families';
import { searchCodes } from './code-search';

const found = (search: string) => searchCodes(codeFamilies(), search).flatMap((family) => family.meanings.flatMap(({ codes }) => codes));

test('the page lists every known code once', () => {
  expect(found('').sort()).toEqual(errorCodes.map((entry) => entry.code).sort());
});

test('a code is found by its number, with "AADSTS", and with a space in between', () => {
  for (const search of ['90094', 'aadsts90094', 'AADSTS 90094', 'aadsts: 90094']) expect(found(search)).toContain('AADSTS90094');
});

test('what does not occur is not found', () => {
  expect(found('no such code')).toEqual([]);
});
