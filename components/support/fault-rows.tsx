'use client';
import type { FaultyRow } from '@/lib/contract/staff-invitation-sheet';
import type { DraftField } from '@/lib/domain/invitation-draft';
import { sheetColumns } from '@/lib/domain/invitation-sheet';
import { faultyFile } from './bulk-files';
import { Mark } from './mark';
import { rowsWords } from './row-words';
import { saveFile } from './save-file';

const shown = 100;

/** How many rows have faults; nothing where none has. */
export function FaultCount({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="s-say" data-tone="bad">
      <Mark name="stop" />
      {rowsWords(count)} {count === 1 ? 'has' : 'have'} a fault
    </span>
  );
}

/** The rows that have faults as a file, to be corrected and sent again. */
export function CorrectButton({ faulty }: { faulty: readonly FaultyRow[] }) {
  if (faulty.length === 0) return null;
  return (
    <button type="button" className="s-btn" onClick={() => saveFile(faultyFile(faulty), 'defender-connect-rows-to-correct.csv')}>
      <Mark name="down" />
      Download the {rowsWords(faulty.length)} to correct
    </button>
  );
}

const fieldWords = (field: DraftField | null): string => (field === null ? 'Row' : sheetColumns[field]);

/** Every fault with its row, its field and what stands there. */
export function FaultTable({ rows }: { rows: readonly FaultyRow[] }) {
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
