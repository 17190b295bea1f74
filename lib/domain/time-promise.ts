import { type Bucket, keptPercentile } from './support/percentile';

/** Fewer connections than this tell nothing about the next one. */
export const fewestMeasured = 50;

const minuteMs = 60_000;

/**
 * How long it took nine of ten that were connected, for people who have not begun: "4 minutes". Rounded up, so that it is no promise which
 * the figures do not keep.
 * @param measured how long connections took from the acceptance of the plan to the proof
 * @returns null where too few were measured
 */
export function timePromise(measured: readonly Bucket[]): string | null {
  const total = measured.reduce((sum, { count }) => sum + count, 0);
  const durationMs = total < fewestMeasured ? null : keptPercentile(measured, 0.9);
  if (durationMs === null) return null;
  const minutes = Math.max(1, Math.ceil(durationMs / minuteMs));
  if (minutes < 90) return counted(minutes, 'minute');
  const hours = Math.ceil(minutes / 60);
  return hours < 48 ? counted(hours, 'hour') : counted(Math.ceil(hours / 24), 'day');
}

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
