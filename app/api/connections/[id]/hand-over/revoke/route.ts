import { ConnectionView, EmptyBody } from '@/lib/contract/connection';
import { connectionData } from '@/lib/data/connections';
import { approvals } from '@/lib/engine/approval-ports';
import { PortalError } from '@/lib/error';
import { viewOf } from '@/lib/web/connect-page';
import { adminRoute } from '@/lib/web/route';

/** "Revoke": takes the open link back; where none is open, nothing. */
export const POST = adminRoute({
  body: EmptyBody,
  answer: ConnectionView,
  handle: async ({ session }) => {
    await approvals.revokeLink(session.key, session.person);
    const record = await connectionData.load(session.key);
    if (!record) throw new PortalError('not-found', 'the connection of this session is not there');
    return viewOf(session, record);
  },
});
