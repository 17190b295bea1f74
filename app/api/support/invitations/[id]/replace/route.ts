import { EmptyBody } from '@/lib/contract/connection';
import { InvitationMade } from '@/lib/contract/staff-invitations';
import { settleHold } from '@/lib/engine/held';
import { ports } from '@/lib/engine/ports';
import { onlyMethod, staffWrite } from '@/lib/web/staff-route';
import { replaceLink } from '@/lib/web/support/change-invitation';

/** Makes a new link; the old one is dead from then on. */
export const POST = staffWrite({
  action: 'invitation.replace',
  of: 'invitation',
  body: EmptyBody,
  answer: InvitationMade,
  handle: ({ id, caller }) => replaceLink(id, caller, (connection) => settleHold(ports(), connection)),
});

const other = onlyMethod('POST');

export { other as DELETE, other as GET, other as PATCH, other as PUT };
