'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Staff, useStaff } from './staff';
import type { StaffAnswer } from './staff-request';

/** Why there is nothing, or nothing new, to show. */
export type Fault = Exclude<StaffAnswer<never>, { kind: 'ok' }>;

/** What a page knows of one thing that it keeps looking at. The last good answer stays whatever happens. */
export interface Live<Body> {
  readonly body: Body | null;
  readonly fault: Fault | null;
  /** Browser's time of the last good answer. */
  readonly goodAt: number | null;
  /** Looks now. */
  readonly refresh: () => void;
  /** Takes the answer of a write, which is newer than what was read. */
  readonly put: (body: Body) => void;
}

export interface LiveSource<Body> {
  /** Names what is looked at; another key is another thing. */
  readonly key: string;
  readonly everyMs: number;
  readonly load: (staff: Staff, signal: AbortSignal) => Promise<StaffAnswer<Body>>;
}

/** Last good answers of this tab, so that going back shows at once what was there. Memory alone: it ends with the page. */
const kept = new Map<string, { readonly body: unknown; readonly at: number }>();
const mostKept = 40;

/** A request may hang for ever where a line is cut without a word: after so long it counts as no answer. */
const patienceMs = 60_000;

/** Whether it is time to look again: never while a read is under way that may still be answered, or a slow portal would never be shown. */
export const isNextLook = (readSince: number | null, now: number): boolean => readSince === null || now - readSince >= patienceMs;

/** Reads, and reads again every few seconds while somebody looks. A hidden tab rests and looks once when it is shown again. */
export function useLive<Body>({ key, everyMs, load }: LiveSource<Body>): Live<Body> {
  const staff = useStaff();
  const [shown, setShown] = useState<{ key: string; body: Body | null; fault: Fault | null; goodAt: number | null }>(() => from(key));
  const [turn, setTurn] = useState(0);
  const loader = useRef(load);
  loader.current = load;
  const current = shown.key === key ? shown : from<Body>(key);
  const underWay = useRef<number | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is what asks for another look
  useEffect(() => {
    const stop = new AbortController();
    const look = async () => {
      underWay.current = Date.now();
      const answer = await loader.current(staff, stop.signal);
      if (stop.signal.aborted) return;
      underWay.current = null;
      if (answer.kind === 'ok') keep(key, answer.body);
      setShown(answer.kind === 'ok' ? { ...from<Body>(key), fault: null } : { ...from<Body>(key), fault: answer });
    };
    look().catch(() => {}); // only this effect's own end rejects
    return () => stop.abort();
  }, [staff, key, turn]);

  const refresh = useCallback(() => setTurn((value) => value + 1), []);
  const tick = useCallback(() => {
    const since = underWay.current;
    if (!isNextLook(since, Date.now())) return;
    if (since !== null) setShown({ ...from<Body>(key), fault: { kind: 'unreachable' } });
    refresh();
  }, [key, refresh]);
  useRhythm(everyMs, tick);
  const put = useCallback(
    (body: Body) => {
      keep(key, body);
      setShown(from(key));
      setTurn((value) => value + 1);
    },
    [key],
  );
  return { body: current.body, fault: current.fault, goodAt: current.goodAt, refresh, put };
}

function from<Body>(key: string) {
  const known = kept.get(key);
  return { key, body: (known?.body ?? null) as Body | null, fault: null, goodAt: known?.at ?? null };
}

function keep(key: string, body: unknown): void {
  kept.delete(key);
  kept.set(key, { body, at: Date.now() });
  for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
}

function useRhythm(everyMs: number, refresh: () => void): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') refresh();
    };
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [everyMs, refresh]);
}
