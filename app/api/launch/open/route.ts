import { OpenLinkAnswer } from '@/lib/contract/connection';
import { OpenLaunchBody } from '@/lib/contract/invitation';
import { PortalError } from '@/lib/error';
import { json } from '@/lib/web/answer';
import { openLaunch } from '@/lib/web/launch';
import { openRoute } from '@/lib/web/route';

/** Uses up a signed launch of FortifyData's platform: this browser has an invitation from here on, and goes on at its page. */
export const POST = openRoute({
  body: OpenLaunchBody,
  handle: async ({ request, body }) => {
    const cookie = await openLaunch(request.headers, body.token);
    if (cookie === null) throw new PortalError('not-found', 'no launch that is good');
    return json(OpenLinkAnswer.parse({ resumes: true }), { headers: { 'set-cookie': cookie } });
  },
});
