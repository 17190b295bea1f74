'use client';
import { Fragment, useState } from 'react';
import type { CaseAnswer, TimelineItem, TimelinePage } from '@/lib/contract/staff';
import { Mark } from './mark';
import { notLoadedWords } from './refusal-words';
import { useStaff } from './staff';
import { askPortal } from './staff-request';
import { daysOf, isCustomers, isProblem, type Seen, withNewest, withOlder } from './timeline-items';
import { TimelineRow } from './timeline-row';

type Choice = 'All' | 'Problems' | 'Customer' | 'Staff';
const choices: Record<Choice, (item: TimelineItem) => boolean> = {
  All: () => true,
  Problems: isProblem,
  Customer: isCustomers,
  Staff: ({ by }) => by === 'staff',
};

/**
 * Everything that was done at a case, newest first, with Microsoft's ids. While an entry is open, new ones wait behind a button, so that
 * nothing moves.
 */
export function Timeline({ found }: { found: CaseAnswer }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [choice, setChoice] = useState<Choice>('All');
  const { seen, older, refusal } = useSeen(found);
  const all = seen.items;
  const [held, setHeld] = useState<ReadonlySet<string>>(() => new Set(all.map(({ id }) => id)));
  const fresh = open.size > 0 ? all.filter(({ id }) => !held.has(id)) : [];
  const release = () => setHeld(new Set(all.map(({ id }) => id)));
  if (open.size === 0 && all.some(({ id }) => !held.has(id))) release();
  const shown = all.filter((item) => choices[choice](item) && !fresh.includes(item));
  const turn = (id: string, isOpen: boolean) => {
    const next = new Set(open);
    if (isOpen) next.add(id);
    else next.delete(id);
    setOpen(next);
  };
  // what was asked for is shown at once
  const loadOlder = async () => {
    const ids = (await older())?.map(({ id }) => id) ?? [];
    setHeld((known) => new Set([...known, ...ids]));
  };
  return (
    <section className="s-card overflow-hidden" aria-labelledby="timeline">
      <header>
        <h2 id="timeline" tabIndex={-1}>
          Timeline
        </h2>
        <p>{countWords(seen)}</p>
        <fieldset className="s-chips s-end" aria-label="Entries shown">
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
        <span>What</span>
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
              {fresh.length === 1 ? '1 new entry' : `${fresh.length} new entries`} · show
            </button>
          </p>
        ) : null}
      </div>
      {shown.length === 0 ? <p className="s-body s-sub">{all.length === 0 ? 'Nothing was done yet.' : noneWords(seen)}</p> : null}
      {daysOf(shown).map(({ day, items }) => (
        <Fragment key={day}>
          <h3 className="s-day">{day}</h3>
          {items.map((item) => (
            <TimelineRow key={item.id} item={item} turn={turn} />
          ))}
        </Fragment>
      ))}
      {seen.cursor === null ? null : (
        <div className="s-more">
          <button type="button" className="s-btn" onClick={loadOlder}>
            Load older entries
          </button>
          {refusal === null ? null : (
            <p role="alert" className="s-hint s-tone" data-tone="bad">
              <Mark name="stop" />
              {refusal}
            </p>
          )}
        </div>
      )}
    </section>
  );
}

/** Numbers count what was loaded: where that is not all, it is said. */
function countWords({ items, cursor }: Seen): string {
  if (cursor !== null) return `${items.length} loaded, newest first; there are older ones`;
  return items.length === 1 ? '1 entry' : `${items.length} entries, newest first`;
}

const noneWords = ({ cursor }: Seen): string => (cursor === null ? 'None of this kind.' : 'None of this kind among those loaded.');

/** Everything that came with the case since it was opened, and what was loaded besides. */
function useSeen({ row, timeline }: CaseAnswer) {
  const staff = useStaff();
  const [page, setPage] = useState(timeline);
  const [seen, setSeen] = useState<Seen>(timeline);
  const [refusal, setRefusal] = useState<string | null>(null);
  if (page !== timeline) {
    setPage(timeline);
    setSeen(withNewest(seen, timeline));
  }
  const older = async (): Promise<readonly TimelineItem[] | null> => {
    const query = new URLSearchParams({ cursor: seen.cursor ?? '' });
    const answer = await askPortal<TimelinePage>(staff, { path: `/api/support/connections/${row.id}/operations?${query}` });
    setRefusal(answer.kind === 'ok' ? null : notLoadedWords(answer));
    if (answer.kind !== 'ok') return null;
    setSeen((now) => withOlder(now, answer.body));
    return answer.body.items;
  };
  return { seen, older, refusal };
}
