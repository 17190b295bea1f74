'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { CaseAnswer } from '@/lib/contract/staff';
import { Matrix } from '../connect/matrix';
import { AccessCard } from './access-card';
import { CaseHead } from './case-head';
import { CaseSkeleton } from './case-skeleton';
import { CaseSteps } from './case-steps';
import { stepWords } from './case-words';
import { CustomerView } from './customer-view';
import { FaultCard, StaleBanner } from './fault-card';
import { HandOverCard } from './hand-over-card';
import { InvitationCard } from './invitation-card';
import { KeyBar, type KeyHelp } from './key-bar';
import { neighborsOf } from './list-memory';
import { useLosing } from './losing';
import { NextActionCard } from './next-action-card';
import { NotesCard } from './notes-card';
import { Timeline } from './timeline';
import { type OpenCase, useCase } from './use-case';
import { useInvitationAsk } from './use-invitation-ask';
import { useKeys } from './use-keys';

const help: readonly KeyHelp[] = [
  { keys: ['J', 'K'], does: 'next, previous case' },
  { keys: ['E'], does: 'evidence: the timeline' },
  { keys: ['M'], does: 'note' },
  { keys: ['V'], does: 'what the customer sees' },
  { keys: ['Esc'], does: 'back to the list' },
];

/** Everything about one connection, and what to do about it. */
export function CasePage({ id }: { id: string }) {
  const opened = useCase(id);
  const { live } = opened;
  useCaseKeys(id);
  const name = live.body?.row.organization?.name ?? 'Case';
  useEffect(() => {
    document.title = `${name} · Support`;
  }, [name]);
  return (
    <>
      <main id="main" className="s-page" tabIndex={-1}>
        {live.body ? (
          <>
            <StaleBanner fault={live.fault} goodAt={live.goodAt} />
            <Case key={id} found={live.body} opened={opened} />
          </>
        ) : live.fault ? (
          <div className="s-card">
            <FaultCard fault={live.fault} what="case" retry={live.refresh} page />
          </div>
        ) : (
          <CaseSkeleton id={id} />
        )}
      </main>
      <KeyBar help={help} goodAt={live.goodAt} />
    </>
  );
}

function useCaseKeys(id: string): void {
  const router = useRouter();
  const { leave } = useLosing();
  const go = (to: string) => () => leave(() => router.push(to));
  const open = (to: string | null) => (to === null ? undefined : go(`/support/cases/${to}`));
  const { back, previous, next } = neighborsOf(id);
  const reach = (selector: string) => () => {
    const element = document.querySelector<HTMLElement>(selector);
    element?.scrollIntoView({ block: 'start' });
    element?.focus();
  };
  useKeys({
    j: open(next),
    k: open(previous),
    Escape: go(back),
    e: reach('#timeline'),
    m: reach('#note-text'),
    v: reach('#customer-view'),
  });
}

function Case({ found, opened }: { found: CaseAnswer; opened: OpenCase }) {
  const { invitation } = found;
  const inviting = useInvitationAsk(opened.live.refresh, invitation ? [invitation] : []);
  const decide = invitation?.can.includes('release') ? () => inviting.ask(invitation, 'decide') : null;
  return (
    <>
      <CaseHead found={found} opened={opened} />
      <p className="vh" role="status">
        {stepWords[found.row.step]}. {found.action.title}
      </p>
      <CaseSteps found={found} />
      <div className="s-two">
        <div className="s-stack">
          <NextActionCard found={found} opened={opened} decide={decide} />
          <Timeline key={found.row.id} found={found} />
          {found.matrix.length > 0 ? (
            <div className="s-matrix">
              <Matrix apis={found.matrix} />
            </div>
          ) : null}
        </div>
        <div className="s-stack">
          <InvitationCard row={found.invitation} inviting={inviting} />
          {found.view.handOver ? <HandOverCard link={found.view.handOver} isMissing={isApprovalMissing(found)} opened={opened} /> : null}
          <NotesCard found={found} opened={opened} />
          <AccessCard id={found.row.id} access={found.access} />
        </div>
      </div>
      <CustomerView view={found.view} at={found.at} />
    </>
  );
}

const isApprovalMissing = ({ row: { step } }: CaseAnswer): boolean => step === 'check' || step === 'create' || step === 'approve';
