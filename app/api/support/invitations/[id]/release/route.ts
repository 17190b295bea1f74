import { DecisionBody, InvitationRow } from '@/lib/contract/staff-invitations';
import { settleHold } from '@/lib/engine/held';
import { ports } from '@/lib/engine/ports';
import { onlyMethod, staffWrite } from '@/lib/web/staff-route';
import { decide } from '@/lib/web/support/change-invitation';

/** Lets the other organization that came go on. */
export const POST = staffWrite({
  action: 'invitation.release',
  of: 'invitation',
  body: DecisionBody,
  answer: InvitationRow,
  handle: ({ id, caller, body: { tenantId } }) =>
    decide(id, caller, { kind: 'release', tenantId, settle: (connection) => settleHold(ports(), connection) }),
});

const other = onlyMethod('POST');

export { other as DELETE, other as GET, other as PATCH, other as PUT };
