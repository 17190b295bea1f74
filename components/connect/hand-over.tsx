'use client';
import { useState } from 'react';
import { formatMoment } from '../time';
import { Callout } from '../ui/callout';
import { AskLink } from './ask-link';
import { HandOverState } from './hand-over-state';
import { LookAgain } from './look-again';
import type { ScreenProps } from './screen';
import { screenTitle } from './screen-title';

/** The link to a colleague, the message that goes with it, and where it stands. The link is shown by the press that made it and not again. */
export function HandOver(props: ScreenProps) {
  const { view, pending, press } = props;
  const { handOver } = view;
  const [shown, setShown] = useState({ madeAt: '', link: '' });
  if (!handOver) return null;
  // the next look brings the same link without its token: what was shown stays until another link is made
  if (handOver.link && handOver.link !== shown.link) setShown({ madeAt: handOver.madeAt, link: handOver.link });
  const link = shown.madeAt === handOver.madeAt ? shown.link : null;
  return (
    <div className="wrap mt-10 grid items-start gap-x-18 gap-y-10 lg:grid-cols-[minmax(0,1fr)_336px]">
      <div className="min-w-0">
        <h1 tabIndex={-1}>{screenTitle(view)}</h1>
        <p className="lead mt-3">
          The app is ready in {view.organization?.name ?? 'your organization'} and can read nothing until somebody approves it who is Global
          Administrator or Privileged Role Administrator. This page goes on by itself then.
        </p>
        {handOver.signInNeeded ? <SignInOver /> : null}
        {link ? <AskLink view={view} link={link} expiresAt={handOver.expiresAt} /> : <ShownOnce />}
        <p className="small soft mt-3">
          Valid until {formatMoment(handOver.expiresAt)}. One approval, in {view.organization?.domain ?? 'your organization'} only.
        </p>
        <div className="row mt-4">
          <button
            type="button"
            className="btn btn-quiet"
            aria-busy={pending === 'new-link'}
            onClick={() => press({ kind: 'new-link', body: { anew: true } })}
          >
            {pending === 'new-link' ? 'Making a link' : 'Make a new link'}
          </button>
          <button
            type="button"
            className="btn btn-danger"
            aria-busy={pending === 'revoke-link'}
            onClick={() => press({ kind: 'revoke-link', body: {} })}
          >
            {pending === 'revoke-link' ? 'Revoking' : 'Revoke the link'}
          </button>
        </div>
        <p className="mt-8">
          <button
            type="button"
            className="btn btn-link"
            aria-busy={pending === 'consent'}
            onClick={() => press({ kind: 'consent', body: {} })}
          >
            {pending === 'consent' ? 'Opening Microsoft’s page' : 'Continue to Microsoft to approve'}
          </button>
          <span className="soft"> yourself, if you can. The link ends when it is done.</span>
        </p>
        <LookAgain pending={pending} press={press} />
      </div>
      <HandOverState handOver={handOver} />
    </div>
  );
}

function ShownOnce() {
  return (
    <Callout tone="note" title="The link was shown once" className="mt-7">
      It is not stored here, so it cannot be shown again. It still works. If your colleague does not have it, make a new one.
    </Callout>
  );
}

function SignInOver() {
  return (
    <Callout tone="warn" title="Your sign-in for the setup is over" className="mt-7">
      It lasts 15 minutes. Your colleague can still approve. When that is done, sign in here again: it goes on without another approval.
    </Callout>
  );
}
