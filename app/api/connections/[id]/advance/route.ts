import { after } from 'next/server';
import { ConnectionView, EmptyBody } from '@/lib/contract/connection';
import { advance } from '@/lib/engine/advance';
import { ports } from '@/lib/engine/ports';
import { proofsRecorded } from '@/lib/engine/watch-proof';
import { actorOf } from '@/lib/web/actor';
import { viewOf } from '@/lib/web/connect-page';
import { adminRoute } from '@/lib/web/route';

/** Runs the next changes of the plan; seconds at most. A process that is asked to end waits for the proofs that this has begun. */
export const POST = adminRoute({
  body: EmptyBody,
  answer: ConnectionView,
  handle: async ({ session }) => {
    const record = await advance(ports(), session.key, actorOf(session));
    after(proofsRecorded);
    return viewOf(session, record);
  },
});
