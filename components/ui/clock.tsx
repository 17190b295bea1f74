'use client';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { formatAgo, formatClock } from '../time';

const never = () => () => {};

/** False in the server's markup and while hydrating, true afterwards: time zone and clock of the reader are known only then. */
const useInBrowser = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/** The reader's time in milliseconds, renewed every `everyMs`; null until the page is alive. */
export function useNow(everyMs: number): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** A time of day in the reader's zone; UTC, and so named, where the zone is not known yet. */
export function LocalTime({ at, seconds = false }: { at: string; seconds?: boolean }) {
  const local = useInBrowser();
  const text = formatClock(at, { utc: !local, seconds });
  return <time dateTime={at}>{local ? text : `${text} UTC`}</time>;
}

/** "4 min ago", kept true while the page stays open. */
export function Ago({ at }: { at: string }) {
  const now = useNow(30_000);
  return now === null ? <LocalTime at={at} /> : <time dateTime={at}>{formatAgo(at, now)}</time>;
}
