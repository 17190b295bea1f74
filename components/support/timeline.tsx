'use client';
import { Fragment, useState } from 'react';
import type { CaseAnswer, TimelineItem, TimelinePage } from '@/lib/contract/staff';
import { Mark } from './mark';
import { useStaff } from './staff';
import { askPortal } from './staff-request';
import { daysOf, isProblem, merged } from './timeline-items';
import { TimelineRow } from './timeline-row';

type Choice = 'All' | 'Problems' | 'Customer';
const choices: Record<Choice, (item: TimelineItem) => boolean> = {
  All: () => true,
  Problems: isProblem,
  Customer: ({ by }) => by === 'customer',
};

/** Every operation, newest first, with Microsoft's ids. While one is open, new ones wait behind a button, so that nothing moves. */
export function Timeline({ found }: { found: CaseAnswer }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [choice, setChoice] = useState<Choice>('All');
  const older = useOlder(found);
  const all = merged(found.timeline.items, older.items);
  const [held, setHeld] = useState<ReadonlySet<string>>(() => new Set(all.map(({ id }) => id)));
  const fresh = open.size > 0 ? all.filter(({ id }) => !held.has(id) && !older.items.some((item) => item.id === id)) : [];
  const release = () => setHeld(new Set(all.map(({ id }) => id)));
  if (open.size === 0 && all.some(({ id }) => !held.has(id))) release();
  const shown = all.filter((item) => choices[choice](item) && !fresh.includes(item));
  const turn = (id: string, isOpen: boolean) => {
    const next = new Set(open);
    if (isOpen) next.add(id);
    else next.delete(id);
    setOpen(next);
  };
  return (
    <section className="s-card overflow-hidden" aria-labelledby="timeline">
      <header>
        <h2 id="timeline" tabIndex={-1}>
          Timeline
        </h2>
        <p>{all.length === 1 ? '1 operation' : `${all.length} operations, newest first`}</p>
        <fieldset className="s-chips s-end" aria-label="Operations shown">
          {(Object.keys(choices) as Choice[]).map((name) => (
            <button
              key={name}
              type="button"
              className="s-chip"
              data-on={choice === name ? '' : undefined}
              aria-pressed={choice === name}
              onClick={() => setChoice(name)}
            >
              {name} {all.filter(choices[name]).length}
            </button>
          ))}
        </fieldset>
      </header>
      <div className="s-ops-head" aria-hidden="true">
        <span>UTC</span>
        <span />
        <span>Operation</span>
        <span>By</span>
        <span className="s-num">Attempt</span>
        <span className="s-num">Took</span>
        <span />
      </div>
      <div role="status">
        {fresh.length > 0 ? (
          <p className="s-more">
            <button type="button" className="s-btn" data-kind="notice" data-small onClick={release}>
              <Mark name="loop" />
              {fresh.length === 1 ? '1 new operation' : `${fresh.length} new operations`} · show
            </button>
          </p>
        ) : null}
      </div>
      {shown.length === 0 ? <p className="s-body s-sub">{all.length === 0 ? 'Nothing was done yet.' : 'None of this kind.'}</p> : null}
      {daysOf(shown).map(({ day, items }) => (
        <Fragment key={day}>
          <h3 className="s-day">{day}</h3>
          {items.map((item) => (
            <TimelineRow key={item.id} item={item} turn={turn} />
          ))}
        </Fragment>
      ))}
      {older.cursor ? (
        <div className="s-more">
          <button type="button" className="s-btn" onClick={older.load}>
            Load older operations
          </button>
        </div>
      ) : null}
    </section>
  );
}

/** Operations before those that come with the case. */
function useOlder({ row, timeline }: CaseAnswer) {
  const staff = useStaff();
  const [page, setPage] = useState<TimelinePage | null>(null);
  const cursor = page ? page.cursor : timeline.cursor;
  const load = async () => {
    const query = new URLSearchParams({ cursor: cursor ?? '' });
    const answer = await askPortal<TimelinePage>(staff, { path: `/api/support/connections/${row.id}/operations?${query}` });
    if (answer.kind === 'ok') setPage({ items: [...(page?.items ?? []), ...answer.body.items], cursor: answer.body.cursor });
  };
  return { items: page?.items ?? [], cursor, load };
}
