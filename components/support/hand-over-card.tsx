'use client';
import { useState } from 'react';
import type { HandOverView } from '@/lib/contract/connection';
import { setbacks } from '../connect/hand-over-state';
import { Ago, useNow } from '../ui/clock';
import { dayWords, timeLeft } from './invitation-words';
import { Mark, type MarkName } from './mark';
import { RefusalLine } from './refusal-line';
import { useFrame } from './staff-frame';
import type { OpenCase } from './use-case';

type State = HandOverView['state'];

const marks: Readonly<Record<State, { readonly mark: MarkName; readonly word: string }>> = {
  made: { mark: 'mail', word: 'Not opened' },
  opened: { mark: 'eye', word: 'Opened' },
  'signed-in': { mark: 'link', word: 'In use' },
  approved: { mark: 'good', word: 'Approved' },
  revoked: { mark: 'ended', word: 'Taken back' },
  replaced: { mark: 'ended', word: 'Replaced' },
  expired: { mark: 'clock', word: 'Over' },
};

interface CardProps {
  readonly link: HandOverView;
  /** Whether the approval is still to be given. */
  readonly isMissing: boolean;
  readonly opened: OpenCase;
}

/** The customer's link to a colleague who approves: how it stands, and more time for it while nobody has signed in with it. */
export function HandOverCard({ link, isMissing, opened }: CardProps) {
  const { mark, word } = marks[link.state];
  const isOpen = link.endedAt === null && link.state !== 'expired';
  return (
    <section className="s-card" aria-labelledby="hand-over">
      <header>
        <h2 id="hand-over">Link to a colleague</h2>
        <span className="s-say s-end" data-tone={link.state === 'approved' ? 'good' : isOpen ? 'wait' : 'note'}>
          <Mark name={mark} />
          {word}
        </span>
      </header>
      <div className="s-body">
        <Facts link={link} isOpen={isOpen} />
        {isMissing && (link.state === 'made' || link.state === 'opened') ? <ExtendButton key={link.madeAt} opened={opened} /> : null}
        <RefusalLine of={['extend-link']} opened={opened} />
        {isMissing && overWords[link.state] ? <p className="s-sub">{overWords[link.state]}</p> : null}
      </div>
    </section>
  );
}

const again = 'The customer makes a new one on their page.';
const overWords: Readonly<Partial<Record<State, string>>> = { expired: again, revoked: again, replaced: again };

function Facts({ link, isOpen }: { link: HandOverView; isOpen: boolean }) {
  const now = useNow(60_000) ?? Date.parse(link.madeAt);
  const { approver, setback } = link;
  return (
    <dl className="s-facts mt-0!">
      <div>
        <dt>Good</dt>
        <dd>{isOpen ? `until ${dayWords(link.expiresAt)}, ${timeLeft(link.expiresAt, now).words}` : 'no more'}</dd>
      </div>
      <div>
        <dt>Made</dt>
        <dd>
          <Ago at={link.madeAt} /> by {link.madeBy}
        </dd>
      </div>
      <div>
        <dt>Opened</dt>
        <dd>{link.openedAt ? <Ago at={link.openedAt} /> : 'not yet'}</dd>
      </div>
      <div>
        <dt>Colleague</dt>
        <dd>
          {approver ? `${approver.name}, ${approver.account}` : 'not signed in yet'}
          {setback ? ` · ${setbacks[setback.kind]}` : ''}
        </dd>
      </div>
    </dl>
  );
}

function ExtendButton({ opened }: { opened: OpenCase }) {
  const { me } = useFrame();
  const [state, setState] = useState<'idle' | 'busy' | 'done'>('idle');
  if (!me.mayManage) return null;
  const extend = async () => {
    setState('busy');
    setState((await opened.write('extend-link', {})) ? 'done' : 'idle');
  };
  return (
    <div className="s-row">
      <button type="button" className="s-btn" data-small aria-busy={state === 'busy'} disabled={state === 'busy'} onClick={extend}>
        Extend<span className="vh"> the link to a colleague</span>
      </button>
      <span className="s-hint" role="status">
        {state === 'done' ? 'The link is good for 7 days from now' : ''}
      </span>
    </div>
  );
}
