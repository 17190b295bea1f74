/** What narrows the audit, in the address: `from` and `to` are days of UTC. Empty: not narrowed. */
const auditFilterNames = ['action', 'who', 'actor', 'connection', 'tenant', 'from', 'to'] as const;
export type AuditFilter = Readonly<Record<(typeof auditFilterNames)[number], string>>;

export const noAuditFilter: AuditFilter = { action: '', who: '', actor: '', connection: '', tenant: '', from: '', to: '' };

/** The filter of an address; a day that there is not narrows nothing. */
export function auditFilterOf(address: Pick<URLSearchParams, 'get'>): AuditFilter {
  const named = auditFilterNames.map((name) => [name, address.get(name)?.trim() ?? ''] as const);
  const filter: AuditFilter = { ...noAuditFilter, ...Object.fromEntries(named) };
  return { ...filter, from: dayOf(filter.from), to: dayOf(filter.to) };
}

/** As the address has it. */
export const auditAddress = (filter: AuditFilter): string => textOf(filter);

/** As the API is asked: from the beginning of the first day to the end of the last. */
export function auditQuery(filter: AuditFilter): string {
  const { from, to } = filter;
  return textOf({ ...filter, from: from && `${from}T00:00:00.000Z`, to: to && `${to}T23:59:59.999Z` });
}

const textOf = (filter: AuditFilter): string =>
  new URLSearchParams(auditFilterNames.flatMap((name) => (filter[name] === '' ? [] : [[name, filter[name]]]))).toString();

function dayOf(text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return at && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : '';
}
