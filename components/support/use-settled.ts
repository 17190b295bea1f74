'use client';
import { useCallback, useEffect, useRef } from 'react';

/** Long enough to go on typing a date or to move on through a menu with the arrows. */
const settledMs = 800;

export interface Settled<T> {
  /** Acts on this value once no other has come for a moment. */
  readonly later: (value: T) => void;
  /** Acts at once on the value that waits; nothing where none does. */
  readonly now: () => void;
  /** Forgets the value that waits. */
  readonly never: () => void;
}

/** For fields that are saved as they are changed: whoever uses the keyboard passes through values that nobody means. */
export function useSettled<T>(act: (value: T) => void): Settled<T> {
  const waiting = useRef<{ readonly value: T; readonly timer: ReturnType<typeof setTimeout> } | null>(null);
  const newest = useRef(act);
  useEffect(() => {
    newest.current = act;
  }, [act]);
  const never = useCallback(() => {
    clearTimeout(waiting.current?.timer);
    waiting.current = null;
  }, []);
  const now = useCallback(() => {
    const { current } = waiting;
    never();
    if (current) newest.current(current.value);
  }, [never]);
  const later = useCallback(
    (value: T) => {
      never();
      waiting.current = { value, timer: setTimeout(now, settledMs) };
    },
    [never, now],
  );
  // whoever leaves the page has decided
  useEffect(() => now, [now]);
  return { later, now, never };
}
