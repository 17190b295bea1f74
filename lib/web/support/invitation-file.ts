import type { InvitationQuery } from '../../contract/staff-invitations';
import { appendAudit } from '../../data/audit';
import { databaseNow } from '../../data/clock';
import { asStaff } from '../../data/prisma';
import { staffActor } from '../../data/staff-people';
import type { CsvCell } from '../../domain/csv';
import { env } from '../../env';
import type { StaffCaller } from '../staff-caller';
import { csvStream } from './csv-stream';
import { invitationRow } from './invitation-row';
import { askedInvitations, everyInvitation } from './invitations';

const header = [
  ...['Customer', 'Customer ID', 'Tenant ID or domain', 'Contact', 'Note', 'State', 'Came by', 'Made', 'Made by', 'Valid until', 'Opened'],
  ...[
    'Signed in',
    'Organization that came',
    'Its domain',
    'Its tenant ID',
    'Held',
    'Released',
    'Released by',
    'Ended',
    'Connected',
    'Case',
    ...['Stopped at sign-in', 'Stopped by', 'Microsoft’s code', 'Correlation ID'],
  ],
];

/** The invitations as they are filtered; that they left is in the audit. No link is in it, because none is kept. */
export async function invitationFile(query: InvitationQuery, { oid }: StaffCaller): Promise<Response> {
  const { filter } = askedInvitations({ ...query, cursor: undefined });
  const details = { tab: query.tab ?? 'all', searched: filter.piece !== null };
  await asStaff((tx) =>
    appendAudit(tx, { actor: staffActor(oid), action: 'staff.invitation.exported', tenantId: null, connectionId: null, details }),
  );
  return csvStream('defender-connect-invitations.csv', header, pages(filter));
}

async function* pages(filter: Parameters<typeof everyInvitation>[0]): AsyncGenerator<CsvCell[][]> {
  for await (const rows of everyInvitation(filter)) yield rows.map((row) => cellsOf(invitationRow(row, databaseNow())));
}

function cellsOf(row: ReturnType<typeof invitationRow>): CsvCell[] {
  const { came, led, released, setback } = row;
  const link = led && new URL(`/support/cases/${led.caseId}`, env().appBaseUrl).href;
  return [
    ...[row.customer, row.customerId, row.expects.value, row.contact, row.note, row.state, row.via, row.createdAt, row.createdBy.name],
    ...[row.expiresAt, row.openedAt, row.signedInAt, came?.name ?? null, came?.domain ?? null, came?.tenantId ?? null, row.heldAt],
    ...[released?.at ?? null, released?.by.name ?? null, row.endedAt, led?.connectedAt ?? null, link],
    ...[setback?.at ?? null, setback?.title ?? null, setback?.code ?? null, setback?.correlationId ?? null],
  ];
}
