'use client';
import { useState } from 'react';
import { changesBetween, grown, type Listed, type Page, refreshed, type ShownList, shownFrom } from './list-changes';

/** What is on the screen under newer answers: rows stay where somebody reads them until `show` is pressed. */
export function useShownList<Row extends Listed>(key: string, rows: number, latest: Page<Row> | null) {
  const [state, setState] = useState<{ key: string; rows: number; from: Page<Row>; list: ShownList<Row> } | null>(null);
  if (latest && (state?.key !== key || state.from !== latest))
    setState({ key, rows, from: latest, list: nextList(state, { key, rows, latest }) });
  if (!latest || state?.key !== key) return { list: null, changes: 0, show: () => {} };
  return {
    list: state.list,
    changes: changesBetween(state.list, latest),
    show: () => setState({ key, rows, from: latest, list: shownFrom(latest) }),
  };
}

function nextList<Row extends Listed>(
  state: { key: string; rows: number; list: ShownList<Row> } | null,
  now: { key: string; rows: number; latest: Page<Row> },
): ShownList<Row> {
  if (state?.key !== now.key) return shownFrom(now.latest);
  return state.rows < now.rows ? grown(state.list, now.latest) : refreshed(state.list, now.latest);
}
