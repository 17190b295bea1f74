'use client';
import { useState } from 'react';
import type { CaseAnswer } from '@/lib/contract/staff';
import { Ago } from '../ui/clock';
import { Mark } from './mark';
import { useFrame } from './staff-frame';
import type { OpenCase } from './use-case';

/** Leads to the decision about an organization that is held. */
export function DecideButton({ decide }: { decide: () => void }) {
  const { me } = useFrame();
  if (!me.mayManage) return <MayLook />;
  return (
    <button type="button" className="s-btn" data-kind="primary" onClick={decide}>
      <Mark name="shield" />
      Decide about the organization
    </button>
  );
}

const MayLook = () => (
  <p className="s-hint">
    <Mark name="lock" />
    You can look. Re-check, notes, owner, follow-up and invitations need Support.Manage.
  </p>
);

/** What the button does, and no more. */
const recheckLabels = { deliver: 'Re-check now', mark: 'Mark for re-check' } as const;

/** Asks for a re-check, where one can do something. */
export function RecheckButton({ found, opened }: { found: CaseAnswer; opened: OpenCase }) {
  const { me } = useFrame();
  const [busy, setBusy] = useState(false);
  const { recheck } = found.action;
  if (!me.mayManage) return <MayLook />;
  if (recheck === null) return null;
  const ask = async () => {
    setBusy(true);
    await opened.write('re-check', {});
    setBusy(false);
  };
  return (
    <>
      <button type="button" className="s-btn" data-kind="primary" aria-busy={busy} disabled={busy} onClick={ask}>
        <Mark name="loop" />
        {busy ? 'Asking' : recheckLabels[recheck.does]}
      </button>
      <span className="s-hint">{recheck.words}</span>
    </>
  );
}

/** What the last re-check came to. */
export function RecheckState({ found: { recheck } }: { found: CaseAnswer }) {
  if (!recheck) return null;
  return (
    <p className="s-hint" role="status">
      <Mark name="loop" />
      <span>
        Re-check asked for by {recheck.askedBy.name}, <Ago at={recheck.askedAt} />. {recheckWords(recheck)}
      </span>
    </p>
  );
}

function recheckWords({ looksAtNextSignIn, lookedAt, delivery }: NonNullable<CaseAnswer['recheck']>): string {
  const delivered = { delivered: 'The sealed key was delivered.', failed: 'The sealed key could not be delivered.' };
  const first = delivery ? `${delivered[delivery]} ` : '';
  if (lookedAt) return `${first}The tenant has been read since.`;
  return looksAtNextSignIn ? `${first}The tenant is read when the customer signs in next.` : first;
}
