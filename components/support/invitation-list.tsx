'use client';
import type { RefObject } from 'react';
import { type InvitationList as Answer, type InvitationRow, invitationTabs } from '@/lib/contract/staff-invitations';
import { Blank } from './blank';
import { FaultCard } from './fault-card';
import type { InvitationPlace } from './invitation-query';
import type { RowAsk } from './invitation-row';
import { InvitationTable } from './invitation-table';
import { countWords, invitationTabWords } from './invitation-words';
import { ListMore } from './list-more';
import { Mark } from './mark';
import { SearchField } from './search-field';
import type { InvitationMoves } from './use-invitation-place';
import type { Live } from './use-live';

interface ListProps {
  readonly live: Live<Answer>;
  readonly rows: readonly InvitationRow[] | null;
  readonly changes: { readonly count: number; readonly show: () => void };
  readonly place: InvitationPlace;
  readonly moves: InvitationMoves;
  readonly table: RefObject<HTMLTableElement | null>;
  readonly mayManage: boolean;
  readonly ask: RowAsk;
}

/** The invitations with their filter and search. */
export function InvitationList({ live, rows, changes, place, moves, table, mayManage, ask }: ListProps) {
  const { body } = live;
  return (
    <section className="s-card s-cards" aria-labelledby="invitations">
      <header>
        <h2 id="invitations" className="vh">
          List
        </h2>
        <Tabs body={body} place={place} moves={moves} />
        <span role="status">
          {changes.count > 0 ? (
            <button type="button" className="s-btn" data-kind="notice" data-small onClick={changes.show}>
              <Mark name="loop" />
              {changes.count === 1 ? '1 new change' : `${changes.count} new changes`} · show
            </button>
          ) : null}
        </span>
        <SearchField
          key={`search ${place.tab}`}
          id="invitation-search"
          label="Search invitations"
          placeholder="Customer, id, domain, contact"
          q={place.q}
          moves={moves}
        />
      </header>
      {body === null && live.fault ? (
        <FaultCard fault={live.fault} what="list" retry={live.refresh} />
      ) : rows?.length === 0 ? (
        <Empty place={place} moves={moves} mayManage={mayManage} searched={body ? searchedWords(body) : ''} />
      ) : (
        <InvitationTable table={table} rows={rows} at={place.at} mayManage={mayManage} ask={ask} />
      )}
      {body && rows && rows.length > 0 ? (
        <ListMore
          rows={place.rows}
          isMore={body.cursor !== null}
          words={`${rows.length.toLocaleString('en-US')} of ${body.found.atLeast ? 'more than ' : ''}${body.found.count.toLocaleString('en-US')}, most urgent first${searchedWords(body)}`}
          load={(more) => moves.stand({ rows: more })}
        />
      ) : null}
    </section>
  );
}

function Tabs({ body, place, moves }: Pick<ListProps, 'place' | 'moves'> & { body: Answer | null }) {
  const counts = new Map(body?.tabs.map(({ tab, ...counted }) => [tab, countWords(counted)]));
  return (
    <fieldset className="s-chips min-w-0">
      <legend className="vh">State</legend>
      {invitationTabs.map((tab) => (
        <button
          key={tab}
          type="button"
          className="s-chip"
          data-on={place.tab === tab ? '' : undefined}
          aria-pressed={place.tab === tab}
          onClick={() => moves.filter({ tab })}
        >
          {invitationTabWords[tab]} {counts.get(tab) ?? '·'}
        </button>
      ))}
    </fieldset>
  );
}

/** What a search left out, where it did. */
const searchedWords = ({ found: { newest } }: Answer): string =>
  newest === null ? '' : `, among the newest ${newest.toLocaleString('en-US')}; the CSV searches all`;

/** Why there is nothing, and the one thing to do next. */
function Empty({ place, moves, mayManage, searched }: Pick<ListProps, 'place' | 'moves' | 'mayManage'> & { searched: string }) {
  if (place.q !== '' || place.tab !== 'all')
    return (
      <Blank
        icon={place.tab === 'held' && place.q === '' ? 'good' : 'search'}
        title={place.q ? `No invitation matches “${place.q}”` : `Nothing under “${invitationTabWords[place.tab]}”`}
        actions={
          <button type="button" className="s-btn" onClick={() => moves.filter({ tab: 'all', q: undefined })}>
            Show all
          </button>
        }
      >
        <p>The search looks at customer, customer id, domain, tenant id and contact{searched}.</p>
      </Blank>
    );
  return (
    <Blank icon="mail" title="No invitations yet">
      <p>{mayManage ? 'Fill in the form for one customer, or choose a file for many.' : 'A colleague with Support.Manage creates them.'}</p>
    </Blank>
  );
}
