'use client';
import { formatSeconds } from '../time';
import { useNow } from '../ui/clock';

/** Seconds since a moment; 0 until the page is alive, and never negative where the reader's clock is behind ours. */
export function useElapsed(since: string): number {
  const now = useNow(1000);
  return now === null ? 0 : Math.max(0, (now - Date.parse(since)) / 1000);
}

/** A running clock. */
export function Elapsed({ since }: { since: string }) {
  return formatSeconds(useElapsed(since));
}
