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

/** Seconds of a duration scale and its marks: ends round in seconds below two minutes, in minutes above. */
export function timeScale(longestMs: number): { endMs: number; marks: readonly { atMs: number; label: string }[] } {
  const unit = longestMs > 120_000 ? { ms: 60_000, word: 'min' } : { ms: 1000, word: 's' };
  const end = roundUp(longestMs / unit.ms);
  const parts = end % 4 === 0 || end < 4 ? 4 : 5;
  const marks = Array.from({ length: parts + 1 }, (_, index) => {
    const value = (end / parts) * index;
    return { atMs: value * unit.ms, label: `${Number(value.toFixed(2))}${index === parts ? ` ${unit.word}` : ''}` };
  });
  return { endMs: end * unit.ms, marks };
}

const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "2026-12" as "Dec" and "’26". */
export function monthWords(month: string): { month: string; year: string } {
  return { month: shortMonths[Number(month.slice(5)) - 1] ?? month, year: `’${month.slice(2, 4)}` };
}

/** Whether a month is the one of `today` (ISO text) or the next, or past. */
export function isSoon(month: string, today: string): boolean {
  const count = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return count(month) - count(today) <= 1;
}

const dayMs = 86_400_000;

/** The last `days` days (UTC) including today, as the API takes them. */
export function lastDays(days: number, now: number): { from: string; to: string } {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { from: day(now - (days - 1) * dayMs), to: day(now) };
}
