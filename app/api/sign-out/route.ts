import { EmptyBody } from '@/lib/contract/connection';
import { json } from '@/lib/web/answer';
import { openRoute } from '@/lib/web/route';
import { endSession } from '@/lib/web/session';

/** Ends the session here and tells the browser to forget what it kept of this site. */
export const POST = openRoute({
  body: EmptyBody,
  handle: async ({ session }) =>
    json({}, { headers: { 'set-cookie': await endSession(session), 'clear-site-data': '"cache", "cookies", "storage"' } }),
});
