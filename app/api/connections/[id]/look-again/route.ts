import { ConnectionView, EmptyBody } from '@/lib/contract/connection';
import { decide, lookAgain } from '@/lib/engine/commands';
import { ports } from '@/lib/engine/ports';
import { actorOf } from '@/lib/web/actor';
import { viewOf } from '@/lib/web/connect-page';
import { adminRoute } from '@/lib/web/route';

/** "I approved it, look again": reads the grants although no callback came. */
export const POST = adminRoute({
  body: EmptyBody,
  answer: ConnectionView,
  handle: async ({ session }) =>
    viewOf(session, await decide(ports(), session.key, { actor: actorOf(session), command: lookAgain(actorOf(session)) })),
});
