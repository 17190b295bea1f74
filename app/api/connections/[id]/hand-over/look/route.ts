import { ConnectionView, EmptyBody } from '@/lib/contract/connection';
import { approvals } from '@/lib/engine/approval-ports';
import { lookForApproval } from '@/lib/engine/hand-over';
import { ports } from '@/lib/engine/ports';
import { actorOf } from '@/lib/web/actor';
import { viewOf } from '@/lib/web/connect-page';
import { adminRoute } from '@/lib/web/route';

/** What the page asks for while it waits for a colleague. */
export const POST = adminRoute({
  body: EmptyBody,
  answer: ConnectionView,
  handle: async ({ session }) => viewOf(session, await lookForApproval({ ...ports(), approvals }, session.key, actorOf(session))),
});
