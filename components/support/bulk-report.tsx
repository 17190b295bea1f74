'use client';
import type { FaultyRow, SheetReport } from '@/lib/contract/staff-invitation-sheet';
import { CorrectButton, FaultCount, FaultTable } from './fault-rows';
import { Mark } from './mark';
import { rowsWords } from './row-words';
import type { Bulk } from './use-bulk';

/** What would become of a file: how many rows are ready, what is wrong with the others, and what to do. */
export function BulkReport({ bulk, report }: { bulk: Bulk; report: SheetReport }) {
  const { ready, faulty, warnings, invited } = report;
  return (
    <>
      <div className="s-row gap-5!" role="status">
        <span className="s-say" data-tone={ready > 0 ? 'good' : undefined}>
          <Mark name="good" />
          {rowsWords(ready)} {ready === 1 ? 'is' : 'are'} ready
        </span>
        <FaultCount count={faulty.length} />
        <span className="s-sub">Nothing is created until you say so.</span>
      </div>
      {warnings.map((warning) => (
        <p key={warning} className="s-hint s-tone" data-tone="warn">
          <Mark name="warn" />
          {warning}
        </p>
      ))}
      <FaultTable rows={faulty} />
      <div className="s-row">
        {ready > 0 ? (
          <button type="button" className="s-btn" data-kind="primary" disabled={bulk.busy !== null} onClick={() => bulk.create(false)}>
            {bulk.busy === 'creating'
              ? 'Creating'
              : `Create ${ready.toLocaleString('en-US')} ${ready === 1 ? 'invitation' : 'invitations'}`}
          </button>
        ) : null}
        {invited > 0 ? (
          <button type="button" className="s-btn" disabled={bulk.busy !== null} onClick={() => bulk.create(true)}>
            {ready > 0 ? 'Create, and make' : 'Make'} new links for the {rowsWords(invited)} invited already and not opened
          </button>
        ) : null}
        <CorrectButton faulty={faulty} />
        {ready > 0 ? <span className="s-sub">Links come as one CSV, once.</span> : null}
      </div>
    </>
  );
}

/** The rows that are left when the others were made. */
export function LeftRows({ faulty }: { faulty: readonly FaultyRow[] }) {
  if (faulty.length === 0) return null;
  return (
    <>
      <FaultCount count={faulty.length} />
      <FaultTable rows={faulty} />
      <div className="s-row">
        <CorrectButton faulty={faulty} />
      </div>
    </>
  );
}
