'use client';
import { useEffect, useRef, useState } from 'react';
import type { InvitationMade } from '@/lib/contract/staff-invitations';
import { CopyText } from './copy-text';
import { dayWords } from './invitation-words';
import { useUnsaved } from './losing';
import { Mark } from './mark';

/**
 * A link that was just made: the one time it can be had. Masked, so that nobody reads it over a shoulder. Until somebody has taken it, the page
 * is not left without a question.
 */
export function LinkCard({ made, close }: { made: InvitationMade; close: () => void }) {
  const { row, link, mail } = made;
  const [shown, setShown] = useState(false);
  const [taken, setTaken] = useState(false);
  useUnsaved(taken ? 0 : 1);
  const take = () => setTaken(true);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (link) title.current?.focus();
  }, [link]);
  const address = mail.to ? encodeURIComponent(mail.to) : '';
  const mailto = `mailto:${address}?subject=${encodeURIComponent(mail.subject)}&body=${encodeURIComponent(mail.body.replaceAll('\n', '\r\n'))}`;
  return (
    <section className="s-card" aria-labelledby={`link-${row.id}`}>
      <header className="flex-nowrap!">
        <span className="s-tone" data-tone="good">
          <Mark name="good" />
        </span>
        <h2 id={`link-${row.id}`} ref={title} tabIndex={-1} className="scroll-mt-20">
          Link for {row.customer} is ready
        </h2>
      </header>
      <div className="s-body">
        <div className="s-well">
          <code className="s-id" onCopy={shown ? take : undefined}>
            {shown ? link : '…/invite/••••••••••••'}
          </code>
          <button type="button" className="s-btn" data-small aria-pressed={shown} onClick={() => setShown(!shown)}>
            {shown ? 'Hide' : 'Show'}
          </button>
        </div>
        <div className="s-row">
          <CopyText text={link} name={`Link for ${row.customer}`} label="Copy link" copied={take} />
          <CopyText text={`${mail.subject}\n\n${mail.body}`} name={`Text for ${row.customer}`} label="Copy text to send" copied={take} />
          <a className="s-btn" data-small href={mailto} onClick={take}>
            <Mark name="mail" />
            Write mail
          </a>
        </div>
        <p className="s-sub">
          Good until {dayWords(row.expiresAt)}, once. After you leave this page it cannot be shown again, only replaced.
        </p>
        <div className="s-row">
          <button type="button" className="s-btn" data-kind="quiet" data-small onClick={close}>
            I have it
          </button>
        </div>
      </div>
    </section>
  );
}
