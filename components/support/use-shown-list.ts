'use client';
import { useState } from 'react';
import type { CaseList } from '@/lib/contract/staff-list';
import { changesBetween, grown, refreshed, type ShownList, shownFrom } from './list-changes';

/** What is on the screen under newer answers: rows stay where somebody reads them until `show` is pressed. */
export function useShownList(key: string, rows: number, latest: CaseList | null) {
  const [state, setState] = useState<{ key: string; rows: number; from: CaseList; list: ShownList } | null>(null);
  if (latest && (state?.key !== key || state.from !== latest))
    setState({ key, rows, from: latest, list: nextList(state, { key, rows, latest }) });
  if (!latest || state?.key !== key) return { list: null, changes: 0, show: () => {} };
  return {
    list: state.list,
    changes: changesBetween(state.list, latest),
    show: () => setState({ key, rows, from: latest, list: shownFrom(latest) }),
  };
}

function nextList(
  state: { key: string; rows: number; list: ShownList } | null,
  now: { key: string; rows: number; latest: CaseList },
): ShownList {
  if (state?.key !== now.key) return shownFrom(now.latest);
  return state.rows < now.rows ? grown(state.list, now.latest) : refreshed(state.list, now.latest);
}
