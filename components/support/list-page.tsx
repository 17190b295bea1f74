'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import type { CaseList } from '@/lib/contract/staff-list';
import { FaultCard, StaleBanner } from './fault-card';
import { KeyBar, type KeyHelp } from './key-bar';
import { rowsOf } from './list-changes';
import { ListEmpty } from './list-empty';
import { ListFilters } from './list-filters';
import { ListHead } from './list-head';
import { loadList } from './list-load';
import { rememberList } from './list-memory';
import { ListMore } from './list-more';
import { addressOf, filterText, tabWords } from './list-query';
import { ListTable } from './list-table';
import { ListTabs } from './list-tabs';
import { Mark } from './mark';
import { useKeys } from './use-keys';
import { useLive } from './use-live';
import { useMoreRows } from './use-more-rows';
import { usePlace } from './use-place';
import { useShownList } from './use-shown-list';

const tabKeys = [undefined, ...(Object.keys(tabWords) as (keyof typeof tabWords)[])];
const help: readonly KeyHelp[] = [
  { keys: ['↑', '↓'], does: 'move (J and K too)' },
  { keys: ['Enter'], does: 'open the case' },
  { keys: ['/'], does: 'search' },
  { keys: ['1', '–', '8'], does: 'lists' },
  { keys: ['F'], does: 'filter' },
  { keys: ['R'], does: 'show changes' },
  { keys: ['N'], does: 'invitations' },
];
const everyMs = 8000;

/** The list of all cases: who, where each stands, what is next, whose turn. */
export function ListPage() {
  const { place, moves } = usePlace();
  const router = useRouter();
  const table = useRef<HTMLTableElement>(null);
  const key = filterText(place.filter);
  const wanted = { path: '/api/support/connections', filter: key, rows: place.rows };
  const live = useLive<CaseList>({ key: `list ${key}`, everyMs, load: (staff, signal) => loadList(staff, wanted, signal) });
  const { list, changes, show } = useShownList(key, place.rows, live.body);
  useMoreRows(place.rows, live.body, live.refresh);
  const rows = list ? rowsOf(list) : [];
  useEffect(() => rememberList(addressOf(place), list?.order ?? []), [place, list]);
  const open = (id: string) => {
    moves.stand({ at: id });
    router.push(`/support/cases/${id}`);
  };
  const move = (by: number) => {
    const index = rows.findIndex((row) => row.id === place.at);
    const next = rows[Math.min(rows.length - 1, Math.max(0, index < 0 ? (by > 0 ? 0 : rows.length - 1) : index + by))];
    if (!next) return;
    moves.stand({ at: next.id });
    table.current?.querySelector<HTMLElement>(`[data-case="${next.id}"] a`)?.focus();
  };
  const focus = (selector: string) => () => document.querySelector<HTMLElement>(selector)?.focus();
  const { at } = place;
  useKeys(
    {
      Enter: at ? () => open(at) : undefined,
      '/': focus('#case-search'),
      f: focus('#case-filters select'),
      r: show,
      n: () => router.push('/support/invitations'),
      ...Object.fromEntries(tabKeys.map((tab, index) => [String(index + 1), () => moves.filter({ tab, sort: undefined })])),
    },
    { ArrowDown: () => move(1), ArrowUp: () => move(-1), j: () => move(1), k: () => move(-1) },
  );
  return (
    <>
      <main id="main" className="s-page" tabIndex={-1}>
        <ListHead place={place} moves={moves} />
        <ListTabs tabs={live.body?.tabs ?? null} place={place} moves={moves} />
        <div className="s-tools">
          <ListFilters place={place} moves={moves} choices={live.body} />
          <div className="s-found">
            <span>{live.body ? foundWords(live.body, rows.length) : ''}</span>
            <span role="status">
              {changes > 0 ? (
                <button type="button" className="s-btn" data-kind="notice" data-small onClick={show}>
                  <Mark name="loop" />
                  {changes === 1 ? '1 new change' : `${changes} new changes`} · show
                </button>
              ) : null}
            </span>
          </div>
        </div>
        <StaleBanner fault={live.fault} goodAt={live.goodAt} />
        <div className="s-card s-cards">
          {live.body === null && live.fault ? (
            <FaultCard fault={live.fault} what="list" retry={live.refresh} />
          ) : list && rows.length === 0 ? (
            <ListEmpty place={place} moves={moves} tabs={live.body?.tabs ?? []} />
          ) : (
            <ListTable table={table} rows={list ? rows : null} tabs={live.body?.tabs ?? []} place={place} open={open} />
          )}
          {live.body?.cursor && rows.length > 0 ? (
            <ListMore rows={place.rows} isMore words={leftWords(live.body, rows.length)} load={(more) => moves.stand({ rows: more })} />
          ) : null}
        </div>
      </main>
      <KeyBar help={help} goodAt={live.goodAt} />
    </>
  );
}

function foundWords({ found, tooBroad }: CaseList, shown: number): string {
  if (tooBroad) return `${shown} of very many: type more letters`;
  return `${shown} of ${found.atLeast ? 'more than ' : ''}${found.count.toLocaleString('en-US')}`;
}

function leftWords({ found }: CaseList, shown: number): string {
  return found.atLeast
    ? `more than ${(found.count - shown).toLocaleString('en-US')} left`
    : `${(found.count - shown).toLocaleString('en-US')} left`;
}
