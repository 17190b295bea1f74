import { describe, expect, test } from 'vitest';
import { meterScale, meterSentence } from './meter';

describe('the scale of a wait', () => {
  test('names the end of the usual range, two thirds and the end', () => {
    const scale = meterScale({ usualTo: 40, planned: 120, elapsed: 23 });
    expect(scale.end).toBe(120);
    expect(scale.marks.map((mark) => mark.label)).toEqual(['0', '40 s', '80 s', '2 min']);
  });

  test('grows in whole minutes when the wait outlasts it, so that the bar is never full', () => {
    for (const elapsed of [120, 130, 600, 3599]) {
      const { end } = meterScale({ usualTo: 40, planned: 120, elapsed });
      expect(end).toBeGreaterThan(elapsed);
      expect(end % 60).toBe(0);
    }
  });

  test('leaves out marks that would stand on each other', () => {
    for (const [usualTo, planned] of [
      [40, 120],
      [60, 180],
      [30, 120],
      [100, 120],
      [2, 300],
      [75, 120],
    ] as const) {
      const { end, marks } = meterScale({ usualTo, planned, elapsed: 0 });
      const gaps = marks.slice(1).map((mark, index) => mark.at - (marks[index]?.at ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(end * 0.14);
    }
  });
});

describe('the sentence of a wait', () => {
  const wait = { usualFrom: 5, usualTo: 40, lookEvery: 3 };

  test('says what is usual while it is', () => {
    expect(meterSentence(wait, 40)).toBe('Usually 5 to 40 s. We look again every 3 s.');
  });

  test('says that it takes longer when it does', () => {
    expect(meterSentence(wait, 41)).toBe('Longer than the usual 5 to 40 s. We look again every 3 s.');
  });

  test('promises no distance where the distances grow', () => {
    expect(meterSentence({ ...wait, lookEvery: null }, 10)).toBe('Usually 5 to 40 s. We try again by ourselves.');
  });
});
