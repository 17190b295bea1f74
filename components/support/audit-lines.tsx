import Link from 'next/link';
import { Fragment } from 'react';
import type { AuditLineView } from '@/lib/contract/staff-audit';
import type { AuditRun } from './audit-runs';
import { Mark } from './mark';

interface LinesProps {
  readonly runs: readonly AuditRun[];
  readonly more: MoreLines;
}

/** How lines are asked for that lie behind a run, and what became of the last asking. */
export interface MoreLines {
  readonly load: (cursor: string) => void;
  readonly busy: string | null;
  readonly failed: { readonly cursor: string; readonly words: string } | null;
}

/** Lines of the audit as a table; on phones each line stands alone. */
export function AuditLines({ runs, more }: LinesProps) {
  if (runs.length === 0) return <p className="s-blank">No line fits these filters.</p>;
  const last = runs.at(-1)?.cursor ?? null;
  return (
    <>
      <div className="s-body">
        <table className="s-plain s-audit">
          <caption className="vh">Audit lines, newest first</caption>
          <thead>
            <tr>
              <th scope="col">No.</th>
              <th scope="col">Time (UTC)</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
              <th scope="col">Case</th>
              <th scope="col">Details</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run, index) => (
              <Fragment key={run.lines.at(-1)?.seq}>
                {run.lines.map((line) => (
                  <Line key={line.seq} line={line} />
                ))}
                {run.cursor && index < runs.length - 1 ? <Gap cursor={run.cursor} more={more} /> : null}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {last ? (
        <div className="s-more">
          <MoreButton cursor={last} label="Load older lines" more={more} />
        </div>
      ) : null}
    </>
  );
}

function Line({ line }: { line: AuditLineView }) {
  return (
    <tr>
      <th scope="row" className="s-id">
        {line.seq}
      </th>
      <td className="s-id">{line.at.replace('T', ' ').replace('Z', '')}</td>
      <td title={line.actor}>{line.actorName}</td>
      <td>{line.action}</td>
      <td>
        {line.connectionId ? (
          <Link className="s-id" href={`/support/cases/${line.connectionId}`} prefetch={false} title={line.connectionId}>
            {line.connectionId.slice(0, 8)}
          </Link>
        ) : (
          <span className="s-faint">–</span>
        )}
      </td>
      <td className="s-id">{line.details === '{}' ? '' : line.details}</td>
    </tr>
  );
}

/** Between two looks more lines came than a page holds. */
function Gap({ cursor, more }: { cursor: string; more: MoreLines }) {
  return (
    <tr className="s-gap">
      <td colSpan={6}>
        <div className="s-row">
          <span>More lines came than one page holds.</span>
          <MoreButton cursor={cursor} label="Load the lines between" more={more} />
        </div>
      </td>
    </tr>
  );
}

function MoreButton({ cursor, label, more }: { cursor: string; label: string; more: MoreLines }) {
  const isBusy = more.busy === cursor;
  return (
    <>
      <button type="button" className="s-btn" disabled={more.busy !== null} onClick={() => more.load(cursor)}>
        {isBusy ? 'Loading' : label}
      </button>
      {more.failed?.cursor === cursor ? (
        <p role="alert" className="s-hint s-tone" data-tone="bad">
          <Mark name="stop" />
          {more.failed.words}
        </p>
      ) : null}
    </>
  );
}
