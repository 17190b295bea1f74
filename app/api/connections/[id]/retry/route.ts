import { ConnectionView, EmptyBody } from '@/lib/contract/connection';
import { decide, retry } from '@/lib/engine/commands';
import { ports } from '@/lib/engine/ports';
import { actorOf } from '@/lib/web/actor';
import { viewOf } from '@/lib/web/connect-page';
import { adminRoute } from '@/lib/web/route';

/** "Try again": puts the problem aside and reads the organization anew. */
export const POST = adminRoute({
  body: EmptyBody,
  answer: ConnectionView,
  handle: async ({ session }) => viewOf(session, await decide(ports(), session.key, { actor: actorOf(session), command: retry })),
});
