'use client';
import type { MouseEvent } from 'react';
import { type CaseList, type CaseTab, caseTabs } from '@/lib/contract/staff-list';
import { TabMark } from './case-marks';
import { addressOf, type ListPlace, pageRows, tabWords } from './list-query';
import type { PlaceMoves } from './use-place';

/** Whose turn it is, each with its count over everything. A count of nothing stays visible. */
export function ListTabs({ tabs, place, moves }: { tabs: CaseList['tabs'] | null; place: ListPlace; moves: PlaceMoves }) {
  const counts = new Map(tabs?.map(({ tab, count }) => [tab, count]));
  const all = tabs ? tabs.reduce((sum, { count }) => sum + count, 0) : undefined;
  return (
    <nav className="s-tabs" aria-label="Whose turn">
      <Tab tab={undefined} count={all} place={place} moves={moves} />
      {caseTabs.map((tab) => (
        <Tab key={tab} tab={tab} count={counts.get(tab)} place={place} moves={moves} />
      ))}
    </nav>
  );
}

interface TabProps {
  readonly tab: CaseTab | undefined;
  readonly count: number | undefined;
  readonly place: ListPlace;
  readonly moves: PlaceMoves;
}

function Tab({ tab, count, place, moves }: TabProps) {
  const { tab: _tab, sort: _sort, ...rest } = place.filter;
  const href = addressOf({ filter: tab ? { ...rest, tab } : rest, rows: pageRows, at: null });
  const go = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    moves.filter({ tab, sort: undefined });
  };
  return (
    <a href={href} aria-current={place.filter.tab === tab ? 'page' : undefined} onClick={go}>
      {tab ? <TabMark tab={tab} /> : null}
      {tab ? tabWords[tab] : 'All'}
      <b>{count === undefined ? '·' : count.toLocaleString('en-US')}</b>
    </a>
  );
}
