'use client';
import { useSearchParams } from 'next/navigation';

const names = ['action', 'actor', 'connection', 'tenant'] as const;
export type AuditFilter = Readonly<Record<(typeof names)[number], string>>;

/** The filter of the audit, read from the address and written to it. */
export function useAuditFilter(): { filter: AuditFilter; query: string; change: (more: Partial<AuditFilter>) => void } {
  const address = useSearchParams();
  const value = (name: keyof AuditFilter) => address.get(name)?.trim() ?? '';
  const filter: AuditFilter = { action: value('action'), actor: value('actor'), connection: value('connection'), tenant: value('tenant') };
  const change = (more: Partial<AuditFilter>) => {
    const text = textOf({ ...filter, ...more });
    window.history.pushState(null, '', text === '' ? '/support/audit' : `/support/audit?${text}`);
  };
  return { filter, query: textOf(filter), change };
}

const textOf = (filter: AuditFilter): string =>
  new URLSearchParams(names.flatMap((name) => (filter[name] === '' ? [] : [[name, filter[name]]]))).toString();
