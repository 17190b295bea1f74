'use client';
import { useState } from 'react';
import type { AuditPage as AuditAnswer } from '@/lib/contract/staff-audit';
import { AuditFilters } from './audit-filters';
import { AuditLines } from './audit-lines';
import { ChainCard } from './chain-card';
import { FaultCard, StaleBanner } from './fault-card';
import { FileButton } from './file-button';
import { KeyBar } from './key-bar';
import { useStaff } from './staff';
import { askPortal } from './staff-request';
import { useAuditFilter } from './use-audit-filter';
import { useLive } from './use-live';

const everyMs = 30_000;

/** The audit, newest first: filter, chain state, export. */
export function AuditPage() {
  const { filter, query, change } = useAuditFilter();
  const live = useLive<AuditAnswer>({
    key: `audit ${query}`,
    everyMs,
    load: (staff, signal) => askPortal(staff, { path: `/api/support/audit?${query}`, signal }),
  });
  return (
    <>
      <main id="main" className="s-page" tabIndex={-1}>
        <div className="s-head">
          <h1>Audit</h1>
          <div className="s-row s-end">
            <FileButton path={`/api/support/audit/export.csv?${query}`} name="defender-connect-audit.csv" label="CSV" busy="Preparing" />
          </div>
        </div>
        {live.body ? <ChainCard chain={live.body.chain} refresh={live.refresh} /> : null}
        <AuditFilters filter={filter} actions={live.body?.actions ?? []} change={change} />
        <StaleBanner fault={live.fault} goodAt={live.goodAt} />
        <div className="s-card">
          {live.body ? (
            <Lines key={query} first={live.body} query={query} />
          ) : live.fault ? (
            <FaultCard fault={live.fault} what="audit" retry={live.refresh} />
          ) : (
            <p className="s-blank" role="status">
              Reading the audit
            </p>
          )}
        </div>
      </main>
      <KeyBar help={[]} goodAt={live.goodAt} />
    </>
  );
}

/** The newest lines, and older ones page by page. */
function Lines({ first, query }: { first: AuditAnswer; query: string }) {
  const staff = useStaff();
  const [older, setOlder] = useState<readonly AuditAnswer[]>([]);
  const last = older.at(-1) ?? first;
  const load = async () => {
    const more = new URLSearchParams(query);
    more.set('cursor', last.cursor ?? '');
    const answer = await askPortal<AuditAnswer>(staff, { path: `/api/support/audit?${more}` });
    if (answer.kind === 'ok') setOlder([...older, answer.body]);
  };
  // the newest page moves on while older ones stand: between them a line may come twice, and each is shown once
  const lines = new Map([...first.lines, ...older.flatMap((page) => page.lines)].map((line) => [line.seq, line]));
  return (
    <>
      <AuditLines lines={[...lines.values()].sort((left, right) => (BigInt(left.seq) < BigInt(right.seq) ? 1 : -1))} />
      {last.cursor ? (
        <div className="s-more">
          <button type="button" className="s-btn" onClick={load}>
            Load older lines
          </button>
        </div>
      ) : null}
    </>
  );
}
