'use client';
import Link from 'next/link';
import { type MouseEvent, memo } from 'react';
import type { CaseRow } from '@/lib/contract/staff-list';
import { FixerWord, MiniSteps, StateWord } from './case-marks';
import { ago, daysUntil, lasting, otherName } from './case-words';
import { Face } from './face';
import { Mark } from './mark';

interface RowProps {
  readonly row: CaseRow;
  readonly at: boolean;
  readonly now: number;
  readonly open: (id: string) => void;
}

/** A case in one line: the whole row opens it, the name is the real link. */
export const ListRow = memo(function ListRow({ row, at, now, open }: RowProps) {
  const name = row.organization?.name ?? 'Not read yet';
  const customer = otherName(row);
  const press = (event: MouseEvent) => {
    const onLink = event.target instanceof Element && event.target.closest('a') !== null;
    if (!onLink && !window.getSelection()?.toString()) open(row.id);
  };
  return (
    <tr className="s-open" data-case={row.id} data-at={at || undefined} onClick={press}>
      <td className="s-cust">
        <Link className="s-name" href={`/support/cases/${row.id}`} prefetch={false} title={`${name}. Admin ${row.admin.name}`}>
          {name}
        </Link>
        <span className="s-sub" title={customer ?? undefined}>
          {row.organization?.domain ?? row.tenantId}
          {customer ? ` · ${customer}` : null}
        </span>
      </td>
      <td className="s-wide s-state">
        <StateWord row={row} />
        <MiniSteps row={row} />
      </td>
      <td className="s-wide s-next">
        <span className="s-act" title={row.action.title}>
          {row.action.title}
        </span>
      </td>
      <td className="s-wide">
        <FixerWord by={row.action.by} />
      </td>
      <td>
        <span>{ago(row.activityAt, now)}</span>
        <span className="s-sub" title="In this list">
          here for {lasting(row.since, now)}
        </span>
      </td>
      <td data-fold>
        <span title={row.admin.account}>{row.admin.name}</span>
        <span className="s-sub">{row.admin.account}</span>
      </td>
      <td data-label="Key" data-quiet={row.keyExpiresAt ? undefined : true}>
        <KeyDays row={row} now={now} />
      </td>
      <td className="s-own" data-fold>
        <Face name={row.owner?.name ?? null} />
        {row.followUpOn ? <FollowUp on={row.followUpOn} now={now} /> : null}
      </td>
    </tr>
  );
});

/** Days that the key is still good for; amber in the last two months, unless they are the ordinary life of a short key. */
function KeyDays({ row: { keyExpiresAt, tab }, now }: { row: CaseRow; now: number }) {
  if (keyExpiresAt === null) return <span className="s-faint">none yet</span>;
  const days = daysUntil(keyExpiresAt, now);
  if (days > 60 || tab === 'healthy') return <span>{days === 1 ? '1 day' : `${days} days`}</span>;
  return (
    <span className="s-say" data-tone={days > 14 ? 'warn' : 'bad'}>
      <Mark name="key" />
      {days < 0 ? 'expired' : days === 1 ? '1 day' : `${days} days`}
    </span>
  );
}

function FollowUp({ on, now }: { on: string; now: number }) {
  const due = on <= new Date(now).toISOString().slice(0, 10);
  return (
    <span className="s-tone s-flag" data-tone={due ? 'warn' : undefined} title={`Follow up on ${on}`}>
      <Mark name="flag" />
      <span className="vh">Follow up on {on}</span>
    </span>
  );
}
