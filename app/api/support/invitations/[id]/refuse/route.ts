import { DecisionBody, InvitationRow } from '@/lib/contract/staff-invitations';
import { settleHold } from '@/lib/engine/held';
import { ports } from '@/lib/engine/ports';
import { onlyMethod, staffWrite } from '@/lib/web/staff-route';
import { decide } from '@/lib/web/support/change-invitation';

/** Ends an invitation with which another organization came. */
export const POST = staffWrite({
  action: 'invitation.refuse',
  of: 'invitation',
  body: DecisionBody,
  answer: InvitationRow,
  handle: ({ id, caller, body: { tenantId } }) =>
    decide(id, caller, { kind: 'refuse', tenantId, settle: (connection) => settleHold(ports(), connection) }),
});

const other = onlyMethod('POST');

export { other as DELETE, other as GET, other as PATCH, other as PUT };
