'use client';
import type { FaultyRow, SheetReport } from '@/lib/contract/staff-invitation-sheet';
import type { DraftField } from '@/lib/domain/invitation-draft';
import { sheetColumns } from '@/lib/domain/invitation-sheet';
import { faultyFile } from './bulk-files';
import { Mark } from './mark';
import { saveFile } from './save-file';
import type { Bulk } from './use-bulk';

const shown = 100;
const rowsWords = (count: number) => (count === 1 ? '1 row' : `${count.toLocaleString('en-US')} rows`);

/** What would become of a file: how many rows are ready, what is wrong with the others, and what to do. */
export function BulkReport({ bulk, report }: { bulk: Bulk; report: SheetReport }) {
  const { ready, faulty, warnings } = report;
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
          <button type="button" className="s-btn" data-kind="primary" disabled={bulk.busy !== null} onClick={bulk.create}>
            {bulk.busy === 'creating'
              ? 'Creating'
              : `Create ${ready.toLocaleString('en-US')} ${ready === 1 ? 'invitation' : 'invitations'}`}
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

function FaultCount({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="s-say" data-tone="bad">
      <Mark name="stop" />
      {rowsWords(count)} {count === 1 ? 'has' : 'have'} a fault
    </span>
  );
}

function CorrectButton({ faulty }: { faulty: readonly FaultyRow[] }) {
  if (faulty.length === 0) return null;
  return (
    <button type="button" className="s-btn" onClick={() => saveFile(faultyFile(faulty), 'defender-connect-rows-to-correct.csv')}>
      <Mark name="down" />
      Download the {rowsWords(faulty.length)} to correct
    </button>
  );
}

const fieldWords = (field: DraftField | null): string => (field === null ? 'Row' : sheetColumns[field]);

function FaultTable({ rows }: { rows: readonly FaultyRow[] }) {
  if (rows.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached with the keyboard (WCAG 2.1.1)
    <section className="s-scroll" aria-label="Rows with faults" tabIndex={0}>
      <table className="s-plain s-faults">
        <caption className="vh">Rows with faults</caption>
        <thead>
          <tr>
            <th scope="col" className="s-num">
              Row
            </th>
            <th scope="col">Customer</th>
            <th scope="col">Field</th>
            <th scope="col">In the file</th>
            <th scope="col">What is wrong</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).flatMap(({ row, cells, faults }) =>
            faults.map(({ field, reason }) => (
              <tr key={`${row} ${field} ${reason}`}>
                <td className="s-num">{row}</td>
                <th scope="row">{cells.customer}</th>
                <td>{fieldWords(field)}</td>
                <td>
                  <code className="s-id">{field === null ? '' : cells[field]}</code>
                </td>
                <td>{reason}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      {rows.length > shown ? (
        <p className="s-sub">
          The first {shown} of {rowsWords(rows.length)}. The file to correct has all of them.
        </p>
      ) : null}
    </section>
  );
}
