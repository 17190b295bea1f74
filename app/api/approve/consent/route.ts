import { Departure, EmptyBody } from '@/lib/contract/connection';
import { approvals } from '@/lib/engine/approval-ports';
import { colleagueDeparture } from '@/lib/engine/colleague';
import { ports } from '@/lib/engine/ports';
import { PortalError } from '@/lib/error';
import { json } from '@/lib/web/answer';
import { approverRoute } from '@/lib/web/route';
import { hashOf, randomToken } from '@/lib/web/sealing';

/** "Continue to Microsoft to approve", for a colleague who has signed in: the state that comes back belongs to this browser. */
export const POST = approverRoute({
  body: EmptyBody,
  handle: async ({ session }) => {
    if (!session.mayApprove) throw new PortalError('unauthenticated', 'the colleague has not signed in lately');
    const state = randomToken();
    const leaving = { state, stateHash: hashOf(state), sessionHash: session.browser.browserHash };
    return json(Departure.parse({ location: await colleagueDeparture({ ...ports(), approvals }, session.link, leaving) }));
  },
});
