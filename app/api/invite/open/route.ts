import { OpenLinkAnswer } from '@/lib/contract/connection';
import { OpenInvitationBody } from '@/lib/contract/invitation';
import { PortalError } from '@/lib/error';
import { json } from '@/lib/web/answer';
import { invitationToOpen } from '@/lib/web/invite-link';
import { keepInvitation } from '@/lib/web/invite-session';
import { openRoute } from '@/lib/web/route';

/**
 * Exchanges the token of an invitation for a cookie of this browser, so that the token leaves the address. It does not use the invitation
 * up. A browser that has used it before goes on.
 */
export const POST = openRoute({
  body: OpenInvitationBody,
  handle: async ({ request, body }) => {
    const invitation = await invitationToOpen(request.headers, body.token);
    if (!invitation) throw new PortalError('not-found', 'no invitation that is open');
    const cookie = await keepInvitation(request.headers.get('cookie'), { id: invitation.id, tokenHash: invitation.tokenHash });
    return json(OpenLinkAnswer.parse({ resumes: invitation.redeemedAt !== null }), { headers: { 'set-cookie': cookie } });
  },
});
