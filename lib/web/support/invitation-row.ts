import type { InvitationRow } from '../../contract/staff-invitations';
import type { ListedInvitation } from '../../data/staff-invitation-rows';
import { expectedName } from '../../domain/expected';
import { invitationState } from '../../domain/invitation';
import { deedsOf } from '../../domain/invitation-deeds';
import { problemAction } from '../../domain/support/action-words';
import { causeTitle } from '../../domain/support/cause-title';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** An invitation as a row shows it. */
export function invitationRow(listed: ListedInvitation, now: Date): InvitationRow {
  const { invitation } = listed;
  const { id, customer, customerId, expected, contact, note, via, createdBy } = invitation;
  const state = stateNow(listed, now);
  return {
    id,
    customer,
    customerId,
    expects: { kind: expected.kind, value: expectedName(expected) },
    contact,
    note,
    via,
    state,
    createdAt: invitation.createdAt.toISOString(),
    createdBy,
    expiresAt: invitation.expiresAt.toISOString(),
    openedAt: iso(invitation.openedAt),
    redeemedAt: iso(invitation.redeemedAt),
    signedInAt: iso(invitation.signedInAt),
    heldAt: iso(invitation.heldAt),
    endedAt: iso(invitation.endedAt),
    released: releasedOf(listed),
    came: cameOf(listed),
    led: ledOf(listed),
    setback: setbackOf(listed),
    can: [...deedsOf(state, invitation)],
  };
}

/** Where an invitation stands, with what its connection came to. */
export const stateNow = ({ invitation, connectedAt }: ListedInvitation, now: Date) =>
  invitationState(invitation, now, connectedAt !== null);

function releasedOf({ invitation: { releasedAt, releasedBy } }: ListedInvitation): InvitationRow['released'] {
  return releasedAt && releasedBy ? { at: releasedAt.toISOString(), by: releasedBy } : null;
}

function cameOf({ invitation: { tenantId }, organization, domain }: ListedInvitation): InvitationRow['came'] {
  return tenantId === null ? null : { tenantId, name: organization, domain };
}

function ledOf({ invitation: { connectionId }, step, stuck, connectedAt }: ListedInvitation): InvitationRow['led'] {
  return connectionId === null || step === null ? null : { caseId: connectionId, step, stuck, connectedAt: iso(connectedAt) };
}

function setbackOf({ invitation: { setback, customer } }: ListedInvitation): InvitationRow['setback'] {
  if (!setback) return null;
  const { problem, code, reference, at } = setback;
  const action = problemAction(problem, 'the admin', customer);
  return { at: at.toISOString(), problem, ...causeTitle(problem), action, code, correlationId: reference };
}
