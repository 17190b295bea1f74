import { AcceptBody, ConnectionView } from '@/lib/contract/connection';
import { accept, decide } from '@/lib/engine/commands';
import { ports } from '@/lib/engine/ports';
import { actorOf } from '@/lib/web/actor';
import { viewOf } from '@/lib/web/connect-page';
import { adminRoute } from '@/lib/web/route';

/** "Create and continue": the admin accepts the plan as shown. */
export const POST = adminRoute({
  body: AcceptBody,
  answer: ConnectionView,
  handle: async ({ session, body }) => {
    const actor = actorOf(session);
    const command = accept(ports(), actor, { ...body, observedAt: new Date(body.observedAt) });
    return viewOf(session, await decide(ports(), session.key, { actor, command }));
  },
});
