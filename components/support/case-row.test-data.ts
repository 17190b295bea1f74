import type { CaseList, CaseRow } from '@/lib/contract/staff-list';

/** A row of the list; `name` gives its id, too. */
export function caseRow(name: string, more: Partial<CaseRow> = {}): CaseRow {
  const hex = Buffer.from(name).toString('hex').slice(0, 12).padStart(12, '0');
  return {
    id: `00000000-0000-4000-8000-${hex}`,
    cloud: 'global',
    tenantId: `11111111-0000-4000-8000-${hex}`,
    organization: { name, domain: `${name}.example` },
    customer: null,
    admin: { name: 'Adele', account: `adele@${name}.example` },
    appId: null,
    state: 'attention',
    status: 'Another role is needed',
    tab: 'needs-customer',
    step: 'approve',
    stepsDone: 3,
    cause: 'consent-role-missing',
    action: { title: 'Have Adele pass the approval on', by: 'customer' },
    createdAt: '2026-11-26T10:00:00.000Z',
    activityAt: '2026-11-26T11:00:00.000Z',
    since: '2026-11-26T11:00:00.000Z',
    keyExpiresAt: null,
    connectedAt: null,
    owner: null,
    followUpOn: null,
    recheckAsked: false,
    ...more,
  };
}

/** An answer of the list with these rows. */
export const caseList = (rows: readonly CaseRow[], cursor: string | null = null): CaseList => ({
  tabs: [],
  found: { count: rows.length, atLeast: false },
  rows: [...rows],
  cursor,
  tooBroad: false,
  causes: [],
  staff: [],
  at: '2026-11-26T12:00:00.000Z',
});
