'use client';
import { useRef } from 'react';
import type { InvitationList as Answer, InvitationMade, InvitationRow } from '@/lib/contract/staff-invitations';
import { BulkCard } from './bulk-card';
import { DeedDialog } from './deed-dialog';
import { StaleBanner } from './fault-card';
import { InvitationForm } from './invitation-form';
import { InvitationList } from './invitation-list';
import { invitationFilter } from './invitation-query';
import type { RowAsk } from './invitation-row';
import { InvitationsHead, Told } from './invitations-head';
import { KeyBar, type KeyHelp } from './key-bar';
import { LinkCard } from './link-card';
import { rowsOf } from './list-changes';
import { loadList } from './list-load';
import { useFrame } from './staff-frame';
import { useInvitationAsk } from './use-invitation-ask';
import { useInvitationKeys } from './use-invitation-keys';
import { useInvitationPlace } from './use-invitation-place';
import { useLive } from './use-live';
import { useMoreRows } from './use-more-rows';
import { useOwnRows } from './use-own-rows';
import { useShownList } from './use-shown-list';

const everyMs = 8000;
const readerHelp: readonly KeyHelp[] = [
  { keys: ['J', 'K'], does: 'move' },
  { keys: ['/'], does: 'search' },
  { keys: ['R'], does: 'show changes' },
];
const help: readonly KeyHelp[] = [
  { keys: ['N'], does: 'new invitation' },
  { keys: ['X'], does: 'extend' },
  { keys: ['S'], does: 'new link' },
  ...readerHelp,
];
/** Invitations: one from a form, many from a file, and how each stands. */
export function InvitationsPage() {
  const { me } = useFrame();
  const { place, moves } = useInvitationPlace();
  const table = useRef<HTMLTableElement>(null);
  const key = invitationFilter(place);
  const wanted = { path: '/api/support/invitations', filter: key, rows: place.rows };
  const live = useLive<Answer>({ key: `invitations ${key}`, everyMs, load: (staff, signal) => loadList(staff, wanted, signal) });
  const { list, changes, show } = useShownList<InvitationRow>(key, place.rows, live.body);
  useMoreRows(place.rows, live.body, live.refresh);
  const resort = useOwnRows(live.body, live.refresh, show);
  const { deeds, asked, ask: askAbout, close } = useInvitationAsk(live.refresh, live.body?.rows ?? []);
  const rows = list ? rowsOf(list) : null;
  const ask: RowAsk = (row, what) => {
    moves.stand({ at: row.id });
    askAbout(row, what);
  };
  useInvitationKeys({ rows: rows ?? [], at: place.at, stand: moves.stand, table, ask: me.mayManage ? ask : null, show });
  const made = (answer: InvitationMade) => {
    deeds.keep(answer);
    resort();
  };
  return (
    <>
      <main id="main" className="s-page" tabIndex={-1}>
        <InvitationsHead body={live.body} filter={key} mayManage={me.mayManage} />
        <StaleBanner fault={live.fault} goodAt={live.goodAt} />
        <Told told={deeds.told} />
        <div className="s-invite" data-alone={me.mayManage ? undefined : true}>
          {me.mayManage ? (
            <div className="s-stack">
              {deeds.links.map((link) => (
                <LinkCard key={link.link} made={link} close={() => deeds.forget(link)} />
              ))}
              <InvitationForm made={made} />
            </div>
          ) : null}
          <div className="s-stack">
            <InvitationList
              live={live}
              rows={rows}
              changes={{ count: changes, show }}
              place={place}
              moves={moves}
              table={table}
              mayManage={me.mayManage}
              ask={ask}
            />
            {me.mayManage ? <BulkCard done={resort} /> : null}
          </div>
        </div>
      </main>
      {asked ? <DeedDialog asked={asked} deeds={deeds} close={close} /> : null}
      <KeyBar help={me.mayManage ? help : readerHelp} goodAt={live.goodAt} />
    </>
  );
}
