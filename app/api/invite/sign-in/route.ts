import { Departure, EmptyBody } from '@/lib/contract/connection';
import { authorityOf, signInPorts } from '@/lib/engine/sign-in-ports';
import { PortalError } from '@/lib/error';
import { json } from '@/lib/web/answer';
import { addFlow } from '@/lib/web/flow-cookie';
import { redeem } from '@/lib/web/invite-session';
import { inviteRoute } from '@/lib/web/route';

/** "Sign in with Microsoft" of an invited admin: uses the invitation for this browser, and begins a sign-in where it is expected. */
export const POST = inviteRoute({
  body: EmptyBody,
  handle: async ({ request, session }) => {
    const invitation = await redeem(session);
    if (!invitation) throw new PortalError('unauthenticated', 'the invitation is over, or another browser has used it');
    const tenant = authorityOf(invitation.expected);
    const { url, ...secrets } = await signInPorts().begin(null, tenant);
    const cookie = await addFlow(request.headers.get('cookie'), { ...secrets, tenant, invitation: invitation.id });
    return json(Departure.parse({ location: url }), { headers: { 'set-cookie': cookie } });
  },
});
