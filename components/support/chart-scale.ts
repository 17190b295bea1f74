import { formatDuration } from '../time';

/** Arithmetic of the charts; the baseline is always zero. */

/** A share as SVG takes it: "37.5%". */
export const percent = (part: number, whole: number): string => `${whole > 0 ? Math.round((part / whole) * 10_000) / 100 : 0}%`;

/** A share in words: "64 %". */
export const share = (part: number, whole: number): string => (whole > 0 ? `${Math.round((part / whole) * 100)} %` : '–');

/** A round number at or above `value`, so that an axis ends on a mark: 1, 2 or 5 with zeros. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

/** "12,345". */
export const grouped = (count: number): string => count.toLocaleString('en-US');

/** "12K" where there is no room for more; the table has the number itself. */
export const compact = (count: number): string => count.toLocaleString('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** Shares of a bar in percent: nothing has no width, and what is there has at least `least`, at the cost of the others. */
export function visibleShares(counts: readonly number[], least: number): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const isSmall = (count: number) => count > 0 && (count / all) * 100 < least;
  const small = counts.filter(isSmall);
  const large = all - small.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (count === 0 ? 0 : isSmall(count) ? least : (count / large) * (100 - small.length * least)));
}

const units = [
  { ms: 86_400_000, word: 'd', above: 2 * 86_400_000 },
  { ms: 3_600_000, word: 'h', above: 2 * 3_600_000 },
  { ms: 60_000, word: 'min', above: 120_000 },
  { ms: 1000, word: 's', above: 0 },
] as const;
const unitOf = (ms: number) => units.find(({ above }) => ms > above) ?? units[3];

/** A duration scale and its marks: ends round in seconds below two minutes, then in minutes, above two hours in hours, above two days in days. */
export function timeScale(longestMs: number): { endMs: number; marks: readonly { atMs: number; label: string }[] } {
  const unit = unitOf(longestMs);
  const end = roundUp(longestMs / unit.ms);
  const parts = end % 4 === 0 || end < 4 ? 4 : 5;
  const marks = Array.from({ length: parts + 1 }, (_, index) => {
    const value = (end / parts) * index;
    return { atMs: value * unit.ms, label: `${Number(value.toFixed(2))}${index === parts ? ` ${unit.word}` : ''}` };
  });
  return { endMs: end * unit.ms, marks };
}

/** A duration of a step: as everywhere below two hours, "5.2 h" and "3.5 d" above; "–" for none. */
export function stepDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  const unit = unitOf(ms);
  return unit.ms < 3_600_000 ? formatDuration(ms) : `${Number((ms / unit.ms).toFixed(1))} ${unit.word}`;
}

const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "2026-12" as "Dec" and "’26". */
export function monthWords(month: string): { month: string; year: string } {
  return { month: shortMonths[Number(month.slice(5)) - 1] ?? month, year: `’${month.slice(2, 4)}` };
}

/** Whether a month is the one of `today` (ISO text) or the next. */
export function isSoon(month: string, today: string): boolean {
  const count = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  const ahead = count(month) - count(today);
  return ahead === 0 || ahead === 1;
}

const dayMs = 86_400_000;

/** The last `days` days (UTC) including today, as the API takes them. */
export function lastDays(days: number, now: number): { from: string; to: string } {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { from: day(now - (days - 1) * dayMs), to: day(now) };
}
