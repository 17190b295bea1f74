'use client';
import { useSearchParams } from 'next/navigation';
import { type AuditFilter, auditAddress, auditFilterOf, auditQuery } from './audit-query';

/** The filter of the audit, read from the address and written to it; `query` is what the API is asked. */
export function useAuditFilter(): { filter: AuditFilter; query: string; change: (more: Partial<AuditFilter>) => void } {
  const filter = auditFilterOf(useSearchParams());
  const change = (more: Partial<AuditFilter>) => {
    const text = auditAddress({ ...filter, ...more });
    window.history.pushState(null, '', text === '' ? '/support/audit' : `/support/audit?${text}`);
  };
  return { filter, query: auditQuery(filter), change };
}
