import { OpenLinkAnswer } from '@/lib/contract/connection';
import { OpenInvitationBody } from '@/lib/contract/invitation';
import { PortalError } from '@/lib/error';
import { json } from '@/lib/web/answer';
import { invitationToOpen } from '@/lib/web/invite-link';
import { currentInvitation, keepInvitation, newBrowserSecret } from '@/lib/web/invite-session';
import { openRoute } from '@/lib/web/route';

/**
 * Exchanges the token of an invitation for a cookie of this browser, so that the token leaves the address. It does not use the invitation
 * up. A browser that has it already keeps its secret, or it would lose the invitation by opening it twice.
 */
export const POST = openRoute({
  body: OpenInvitationBody,
  handle: async ({ request, body }) => {
    const invitation = await invitationToOpen(request.headers, body.token);
    if (!invitation) throw new PortalError('not-found', 'no invitation that is open');
    const kept = await currentInvitation(request.headers.get('cookie'));
    const { id, tokenHash } = invitation;
    if (kept?.invitation.id === id && kept.browser.tokenHash === tokenHash)
      return json(OpenLinkAnswer.parse({ resumes: kept.invitation.redeemedAt !== null }));
    const cookie = await keepInvitation({ id, tokenHash, secret: newBrowserSecret().secret });
    return json(OpenLinkAnswer.parse({ resumes: false }), { headers: { 'set-cookie': cookie } });
  },
});
