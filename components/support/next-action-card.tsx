'use client';
import { useState } from 'react';
import type { CaseAnswer } from '@/lib/contract/staff';
import { Ago } from '../ui/clock';
import { fixerWords, tabMarks } from './case-words';
import { CopyText } from './copy-text';
import { Mark } from './mark';
import { useFrame } from './staff-frame';
import type { OpenCase } from './use-case';

/** One sentence to act on, who can fix it, what happened, and the state of their tenant. */
export function NextActionCard({ found, opened }: { found: CaseAnswer; opened: OpenCase }) {
  const { action, row } = found;
  return (
    <section className="s-card s-nba" aria-labelledby="next-action">
      <div className="s-body">
        <div className="s-row">
          <span className="s-sub">Next best action</span>
          <span className="s-badge s-end" data-tone={tabMarks[row.tab].tone}>
            <Mark name={fixerWords[action.by].mark} />
            {action.by === 'nobody' ? 'Nobody has to act' : `${fixerWords[action.by].word} can fix it`}
          </span>
        </div>
        <h2 id="next-action">{action.title}</h2>
        <dl className="s-three">
          <div>
            <dt>What happened</dt>
            <dd>{action.happened}</dd>
          </div>
          <div>
            <dt>State of their tenant</dt>
            <dd>{action.state}</dd>
          </div>
          <div>
            <dt>Code</dt>
            <dd>{action.problemCode ? <a href={`/errors/${action.problemCode}`}>{action.problemCode}</a> : 'No problem is recorded.'}</dd>
          </div>
        </dl>
        <div className="s-row">
          <RecheckButton found={found} opened={opened} />
          <CopyText text={callText(found)} name="Text for a call or mail" label="Copy text for a call or mail" />
        </div>
        <RecheckState found={found} />
        {opened.refusal ? (
          <p role="alert" className="s-hint s-tone" data-tone="bad">
            <Mark name="stop" />
            {opened.refusal}
          </p>
        ) : null}
      </div>
    </section>
  );
}

function RecheckButton({ found, opened }: { found: CaseAnswer; opened: OpenCase }) {
  const { me } = useFrame();
  const [busy, setBusy] = useState(false);
  const { recheck } = found.action;
  if (!me.mayManage) {
    return (
      <p className="s-hint">
        <Mark name="lock" />
        You can look. Re-check, notes, owner and follow-up need Support.Manage.
      </p>
    );
  }
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
        {busy ? 'Asking' : 'Re-check now'}
      </button>
      <span className="s-hint">{recheck}</span>
    </>
  );
}

/** What the last re-check came to. */
function RecheckState({ found: { recheck } }: { found: CaseAnswer }) {
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

/** Plain words without an id that means nothing to a customer. */
function callText({ action, view, row }: CaseAnswer): string {
  const steps = view.steps.map((step) => `${step.title}: ${step.state === 'todo' ? 'not started' : step.sentence}`);
  return [
    `${row.organization?.name ?? row.tenantId} (${row.organization?.domain ?? 'domain not read yet'})`,
    `Next: ${action.title}`,
    `What happened: ${action.happened}`,
    `State of the tenant: ${action.state}`,
    ...(action.problemCode ? [`Code: ${action.problemCode}`] : []),
    '',
    ...steps,
  ].join('\n');
}
