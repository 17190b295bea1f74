'use client';
import type { InvitationRow } from '@/lib/contract/staff-invitations';
import { Ago, useNow } from '../ui/clock';
import { DeedDialog } from './deed-dialog';
import { RowActions } from './invitation-row';
import { SetbackFacts } from './invitation-setback';
import { dayWords, invitationDetail, isUsable, markOf, stopOf, timeLeft } from './invitation-words';
import { Told } from './invitations-head';
import { LinkCard } from './link-card';
import { Mark } from './mark';
import { useFrame } from './staff-frame';
import type { InvitationAsk } from './use-invitation-ask';

/** The invitation that led to a case: how it stands, and what can be done with it. */
export function InvitationCard({ row, inviting }: { row: InvitationRow | null; inviting: InvitationAsk }) {
  const { me } = useFrame();
  const { deeds, asked, ask, close } = inviting;
  return (
    <>
      {deeds.links.map((made) => (
        <LinkCard key={made.link} made={made} close={() => deeds.forget(made)} />
      ))}
      <section className="s-card" aria-labelledby="invitation">
        <header>
          <h2 id="invitation">Invitation</h2>
          {row ? <StateWord row={row} /> : null}
        </header>
        <div className="s-body">
          {row ? (
            <>
              <Facts row={row} />
              <RowActions row={{ ...row, led: null }} mayManage={me.mayManage} ask={ask} />
              <Told told={deeds.told} />
            </>
          ) : (
            <p className="s-sub">None. This customer began on the start page.</p>
          )}
        </div>
      </section>
      {asked ? <DeedDialog asked={asked} deeds={deeds} close={close} /> : null}
    </>
  );
}

function StateWord({ row }: { row: InvitationRow }) {
  const { mark, tone, word } = markOf(row);
  return (
    <span className="s-say s-end" data-tone={tone}>
      <Mark name={mark} />
      {word}
    </span>
  );
}

function Facts({ row }: { row: InvitationRow }) {
  const now = useNow(60_000) ?? Date.parse(row.createdAt);
  const stop = stopOf(row);
  return (
    <dl className="s-facts mt-0!">
      <div>
        <dt>Customer</dt>
        <dd>
          {row.customer} <span className="s-faint">{row.customerId}</span>
        </dd>
      </div>
      <div>
        <dt>Expects</dt>
        <dd>{row.expects.kind === 'tenant' ? <code className="s-id">{row.expects.value}</code> : row.expects.value}</dd>
      </div>
      <div>
        <dt>Sent to</dt>
        <dd>{row.contact ?? (row.via === 'launch' ? 'FortifyData’s platform' : 'nobody')}</dd>
      </div>
      <div>
        <dt>Link</dt>
        <dd>{isUsable(row) ? `until ${dayWords(row.expiresAt)}, ${timeLeft(row.expiresAt, now).words}` : linkWords(row)}</dd>
      </div>
      <div>
        <dt>Made</dt>
        <dd>
          <Ago at={row.createdAt} /> by {row.createdBy.name}
        </dd>
      </div>
      <div>
        <dt>Opened</dt>
        <dd>{row.openedAt ? <Ago at={row.openedAt} /> : 'not yet'}</dd>
      </div>
      {row.redeemedAt && isLater(row.redeemedAt, row.openedAt) ? (
        <div>
          <dt>Used</dt>
          <dd>
            <Ago at={row.redeemedAt} />
          </dd>
        </div>
      ) : null}
      <div>
        <dt>Signed in</dt>
        <dd>{row.signedInAt ? <Ago at={row.signedInAt} /> : 'not yet'}</dd>
      </div>
      {stop ? (
        <div>
          <dt>Last sign-in</dt>
          <dd>
            <span>
              {invitationDetail(row, now)}. {stop.action}. <SetbackFacts setback={stop} />
            </span>
          </dd>
        </div>
      ) : null}
      {row.released ? (
        <div>
          <dt>Released</dt>
          <dd>
            <Ago at={row.released.at} /> by {row.released.by.name}
          </dd>
        </div>
      ) : null}
      {row.note ? (
        <div>
          <dt>Note</dt>
          <dd className="whitespace-pre-line">{row.note}</dd>
        </div>
      ) : null}
    </dl>
  );
}

/** Whoever opens it and goes on at once does both in one minute, which is one thing to tell. */
const isLater = (redeemedAt: string, openedAt: string | null): boolean =>
  openedAt === null || Date.parse(redeemedAt) - Date.parse(openedAt) >= 60_000;

/** Once somebody has signed in with it, its time is no matter for them; a new link or an extension is for another browser. */
function linkWords({ state, expiresAt }: InvitationRow): string {
  if (state === 'in-use') return `used; good for this browser until ${dayWords(expiresAt)}`;
  return state === 'connected' ? 'used' : 'over';
}
