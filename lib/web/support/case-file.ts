import type { CaseListQuery } from '../../contract/staff-list';
import { appendAudit } from '../../data/audit';
import { asStaff } from '../../data/prisma';
import { staffActor } from '../../data/staff-people';
import type { CsvCell } from '../../domain/csv';
import { env } from '../../env';
import type { StaffCaller } from '../staff-caller';
import { csvStream } from './csv-stream';
import { askedCases, everyCase } from './list';
import { rowView } from './row';

const header = [
  'Organization',
  'Domain',
  'Customer',
  'Customer ID',
  'Tenant ID',
  'Client ID',
  'Admin',
  'Account',
  'Turn',
  'Status',
  'Steps done',
  'Next action',
  'Who',
  'Waiting since',
  'Last change',
  'Key expires',
  'Connected',
  'Owner',
  'Follow-up',
  'Re-check asked',
  'Case',
];

/** The list as it is filtered, with a link to each case; that it left is in the audit. */
export async function caseFile(query: CaseListQuery, { oid }: StaffCaller): Promise<Response> {
  const asked = askedCases({ ...query, cursor: undefined }, oid);
  const details = { tab: asked.filter.tab, searched: asked.words !== null };
  await asStaff((tx) =>
    appendAudit(tx, { actor: staffActor(oid), action: 'staff.list.exported', tenantId: null, connectionId: null, details }),
  );
  return csvStream('defender-connect-cases.csv', header, pages(asked));
}

/** In the file itself: whoever gets it did not see the list. */
const cutWords = 'This file is not complete: more cases fit the search than it brings up. Search for more of the name.';

async function* pages(asked: Parameters<typeof everyCase>[0]): AsyncGenerator<CsvCell[][]> {
  let isCut = false;
  for await (const { rows, tooBroad } of everyCase(asked)) {
    isCut ||= tooBroad;
    yield rows.map(rowView).map(cellsOf);
  }
  if (isCut) yield [[cutWords]];
}

function cellsOf(row: ReturnType<typeof rowView>): CsvCell[] {
  const link = new URL(`/support/cases/${row.id}`, env().appBaseUrl).href;
  const { organization, customer, admin, action, owner } = row;
  return [
    ...[organization?.name ?? null, organization?.domain ?? null, customer?.name ?? null, customer?.id ?? null],
    ...[row.tenantId, row.appId, admin.name, admin.account, row.tab, row.status],
    ...[row.stepsDone, action.title, action.by, row.since, row.activityAt, row.keyExpiresAt, row.connectedAt],
    ...[owner?.name ?? null, row.followUpOn, row.recheckAsked ? 'yes' : null, link],
  ];
}
