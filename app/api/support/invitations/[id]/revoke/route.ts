import { EmptyBody } from '@/lib/contract/connection';
import { InvitationRow } from '@/lib/contract/staff-invitations';
import { onlyMethod, staffWrite } from '@/lib/web/staff-route';
import { changeOf } from '@/lib/web/support/change-invitation';

/** Takes the link back. */
export const POST = staffWrite({
  action: 'invitation.revoke',
  of: 'invitation',
  body: EmptyBody,
  answer: InvitationRow,
  handle: ({ id, caller }) => changeOf(id, caller, 'revoke'),
});

const other = onlyMethod('POST');

export { other as DELETE, other as GET, other as PATCH, other as PUT };
