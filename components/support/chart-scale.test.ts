import { describe, expect, test } from 'vitest';
import { compact, isSoon, lastDays, monthWords, percent, roundUp, share, stepDuration, timeScale, visibleShares } from './chart-scale';

describe('the scales of the charts', () => {
  test('a share of nothing is nothing, not a fault', () => {
    expect(percent(0, 0)).toBe('0%');
    expect(share(0, 0)).toBe('–');
    expect(percent(1, 3)).toBe('33.33%');
    expect(share(95, 148)).toBe('64 %');
  });

  test('an axis ends on a round number at or above the longest value', () => {
    expect([0, 1, 1.2, 3, 7, 12, 48, 99, 101].map(roundUp)).toEqual([1, 1, 2, 5, 10, 20, 50, 100, 200]);
  });

  test('times are marked in seconds below two minutes, then in minutes, hours, days', () => {
    expect(timeScale(45_000)).toMatchObject({ endMs: 50_000, marks: expect.arrayContaining([{ atMs: 50_000, label: '50 s' }]) });
    expect(timeScale(250_000).endMs).toBe(300_000);
    expect(timeScale(250_000).marks.at(-1)?.label).toBe('5 min');
    expect([3, 20, 100].map((hours) => timeScale(hours * 3_600_000).marks.at(-1)?.label)).toEqual(['5 h', '20 h', '5 d']);
    for (const ms of [1, 800, 12_000, 119_000, 121_000, 3_600_000, 7_300_000, 9 * 86_400_000])
      expect(timeScale(ms).endMs).toBeGreaterThanOrEqual(ms);
  });

  test('a long step is told in hours and days', () => {
    expect([null, 4000, 90 * 60_000, 5.23 * 3_600_000, 84 * 3_600_000].map(stepDuration)).toEqual(['–', '4 s', '90 min', '5.2 h', '3.5 d']);
  });

  test('what is there can be seen, what is not has no width, and all of it is the bar', () => {
    const widths = visibleShares([1, 0, 2, 997], 1.5);
    expect(widths).toEqual([1.5, 0, 1.5, 97]);
    expect(visibleShares([0, 0], 1.5)).toEqual([0, 0]);
    expect(visibleShares([1, 3], 1.5)).toEqual([25, 75]);
  });

  test('a large number fits over a narrow column', () =>
    expect([7, 999, 1200, 45_678].map(compact)).toEqual(['7', '999', '1.2K', '45.7K']));

  test('a month is named with its year', () => expect(monthWords('2026-12')).toEqual({ month: 'Dec', year: '’26' }));

  test('soon is this month and the next, over the end of a year too', () => {
    const soon = ['2026-11', '2026-12', '2027-01', '2027-02', '2028-12'].filter((month) => isSoon(month, '2026-12-31T23:00:00.000Z'));
    expect(soon).toEqual(['2026-12', '2027-01']);
  });

  test('a period of days includes today', () => {
    const now = Date.parse('2026-11-26T23:59:59Z');
    expect(lastDays(7, now)).toEqual({ from: '2026-11-20', to: '2026-11-26' });
    expect(lastDays(1, now)).toEqual({ from: '2026-11-26', to: '2026-11-26' });
  });
});
