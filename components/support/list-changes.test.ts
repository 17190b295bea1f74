import { describe, expect, test } from 'vitest';
import type { CaseRow } from '@/lib/contract/staff-list';
import { caseList, caseRow } from './case-row.test-data';
import { changesBetween, grown, refreshed, rowsOf, type ShownList, shownFrom } from './list-changes';

const [a, b, c, d] = [caseRow('a'), caseRow('b'), caseRow('c'), caseRow('d')];
const names = (shown: ShownList<CaseRow>) => rowsOf(shown).map((row) => row.organization?.name);

describe('a list under newer answers', () => {
  test('changes words inside its rows in place', () => {
    const shown = refreshed(shownFrom(caseList([a, b])), caseList([{ ...a, status: 'Works' }, b]));
    expect(rowsOf(shown).map(({ status }) => status)).toEqual(['Works', b.status]);
    expect(changesBetween(shown, caseList([{ ...a, status: 'Works' }, b]))).toBe(0);
  });

  test('moves, adds and drops no row by itself, and counts what waits', () => {
    const newer = caseList([d, b, a]);
    const shown = refreshed(shownFrom(caseList([a, b, c])), newer);
    expect(names(shown)).toEqual(['a', 'b', 'c']);
    expect(changesBetween(shown, newer)).toBeGreaterThan(0);
    expect(names(shownFrom(newer))).toEqual(['d', 'b', 'a']);
  });

  test('counts one newcomer as one change, although it pushes the last row out', () => {
    expect(changesBetween(shownFrom(caseList([a, b, c])), caseList([d, a, b]))).toBe(1);
  });

  test('has nothing waiting when nothing came, went or moved', () => {
    expect(changesBetween(shownFrom(caseList([a, b])), caseList([a, b]))).toBe(0);
  });

  test('grows at its end when more rows are asked for', () => {
    expect(names(grown(shownFrom(caseList([a, b])), caseList([c, b, a, d])))).toEqual(['a', 'b', 'c', 'd']);
  });
});
