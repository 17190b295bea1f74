import { InvitationQuery } from '@/lib/contract/staff-invitations';
import { onlyMethod, staffFile } from '@/lib/web/staff-route';
import { invitationFile } from '@/lib/web/support/invitation-file';

/** Every invitation that fits, for a spreadsheet. */
export const GET = staffFile({ query: InvitationQuery, handle: ({ query, caller }) => invitationFile(query, caller) });

const other = onlyMethod('GET');

export { other as DELETE, other as PATCH, other as POST, other as PUT };
