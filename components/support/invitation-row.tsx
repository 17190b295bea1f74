'use client';
import Link from 'next/link';
import { type MouseEvent, memo } from 'react';
import type { InvitationRow as Row } from '@/lib/contract/staff-invitations';
import { Face } from './face';
import { SetbackFacts } from './invitation-setback';
import { dayWords, invitationDetail, isUsable, markOf, stopOf, timeLeft } from './invitation-words';
import { Mark } from './mark';

/** What a press on a row asks for; `select` alone is done without asking back. */
export type RowAsk = (row: Row, what: Row['can'][number] | 'decide' | 'select') => void;

interface RowProps {
  readonly row: Row;
  readonly at: boolean;
  readonly now: number;
  readonly mayManage: boolean;
  readonly ask: RowAsk;
}

/** An invitation in one line: who, where it stands, to whom it went, how long it is good, what can be done. */
export const InvitationLine = memo(function InvitationLine({ row, at, now, mayManage, ask }: RowProps) {
  const { mark, tone, word } = markOf(row);
  const stop = stopOf(row);
  // whoever follows a link leaves: an address that is set afterwards would call the browser back
  const press = ({ target }: MouseEvent) => (target instanceof Element && target.closest('a') ? undefined : ask(row, 'select'));
  const about = [row.customerId, ...(row.note ? [row.note] : [])].join(' · ');
  return (
    <tr className="s-open" data-row={row.id} data-at={at || undefined} tabIndex={-1} onClick={press}>
      <td className="s-cust">
        {row.led ? (
          <Link className="s-name" href={caseAddress(row.led.caseId)} prefetch={false} title={`${row.customer}: open the case`}>
            {row.customer}
          </Link>
        ) : (
          <span className="s-name" title={row.customer}>
            {row.customer}
          </span>
        )}
        <span className="s-sub" title={row.expects.value}>
          {row.expects.value}
        </span>
      </td>
      <td className="s-wide">
        <span className="s-say" data-tone={tone}>
          <Mark name={mark} />
          {word}
        </span>
        <span className={stop ? 's-sub s-stop' : 's-sub'} title={stop?.action}>
          {invitationDetail(row, now)}
        </span>
        {stop ? (
          <span className="s-sub s-stop">
            <SetbackFacts setback={stop} />
          </span>
        ) : null}
      </td>
      <td className="s-wide">
        <span title={row.contact ?? undefined}>{row.contact ?? (row.via === 'launch' ? 'FortifyData’s platform' : '–')}</span>
        <span className="s-sub" title={about}>
          {about}
        </span>
      </td>
      <td data-label="Valid until" data-quiet={isUsable(row) ? undefined : true}>
        <Validity row={row} now={now} />
      </td>
      <td className="s-own">
        <Face name={row.createdBy.name} />
      </td>
      <td className="s-wide">
        <RowActions row={row} mayManage={mayManage} ask={ask} />
      </td>
    </tr>
  );
});

const caseAddress = (id: string): string => `/support/cases/${id}`;

function Validity({ row, now }: { row: Row; now: number }) {
  if (!isUsable(row)) return <span className="s-faint">–</span>;
  const { words, near } = timeLeft(row.expiresAt, now);
  return (
    <>
      <span>{dayWords(row.expiresAt)}</span>
      <span className="s-sub s-tone" data-tone={near ? 'warn' : undefined}>
        {words}
      </span>
    </>
  );
}

const buttons: readonly { readonly deed: Row['can'][number]; readonly label: string; readonly danger?: true }[] = [
  { deed: 'extend', label: 'Extend' },
  { deed: 'replace', label: 'New link' },
  { deed: 'revoke', label: 'Revoke', danger: true },
];

/** The buttons that the state allows; the case, where there is one. */
export function RowActions({ row, mayManage, ask }: { row: Row; mayManage: boolean; ask: RowAsk }) {
  const can = mayManage ? row.can : [];
  return (
    <div className="s-row s-tight">
      {can.includes('release') ? (
        <button type="button" className="s-btn" data-small onClick={() => ask(row, 'decide')}>
          Decide<span className="vh"> about {row.customer}</span>
        </button>
      ) : null}
      {buttons
        .filter(({ deed }) => can.includes(deed))
        .map(({ deed, label, danger }) => (
          <button key={deed} type="button" className="s-btn" data-small data-kind={danger && 'danger'} onClick={() => ask(row, deed)}>
            {label}
            <span className="vh"> for {row.customer}</span>
          </button>
        ))}
      {row.led && can.length === 0 ? (
        <Link className="s-btn" data-small href={caseAddress(row.led.caseId)} prefetch={false}>
          Open case<span className="vh"> of {row.customer}</span>
        </Link>
      ) : null}
    </div>
  );
}
