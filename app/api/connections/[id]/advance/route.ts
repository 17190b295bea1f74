import { ConnectionView, EmptyBody } from '@/lib/contract/connection';
import { advance } from '@/lib/engine/advance';
import { ports } from '@/lib/engine/ports';
import { actorOf } from '@/lib/web/actor';
import { viewOf } from '@/lib/web/connect-page';
import { adminRoute } from '@/lib/web/route';

/** Runs the next changes of the plan; seconds at most. */
export const POST = adminRoute({
  body: EmptyBody,
  answer: ConnectionView,
  handle: async ({ session }) => viewOf(session, await advance(ports(), session.key, actorOf(session))),
});
