'use client';
import type { AuditPage as AuditAnswer } from '@/lib/contract/staff-audit';
import { AuditFilters } from './audit-filters';
import { AuditLines } from './audit-lines';
import { ChainCard } from './chain-card';
import { FaultCard, StaleBanner } from './fault-card';
import { FileButton } from './file-button';
import { KeyBar } from './key-bar';
import { askPortal } from './staff-request';
import { useAuditFilter } from './use-audit-filter';
import { useAuditLines } from './use-audit-lines';
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
        <AuditFilters filter={filter} known={live.body ?? { actions: [], people: [] }} change={change} />
        <StaleBanner fault={live.fault} goodAt={live.goodAt} />
        <div className="s-card">
          {live.body ? (
            <Lines key={query} newest={live.body} query={query} />
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

/** Every line that was seen, newest first. */
function Lines({ newest, query }: { newest: AuditAnswer; query: string }) {
  return <AuditLines {...useAuditLines(newest, query)} />;
}
