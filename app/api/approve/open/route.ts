import { OpenLinkAnswer, OpenLinkBody } from '@/lib/contract/connection';
import { PortalError } from '@/lib/error';
import { json } from '@/lib/web/answer';
import { linkToOpen } from '@/lib/web/approval-link';
import { currentApproval, keepLink } from '@/lib/web/approval-session';
import { openRoute } from '@/lib/web/route';

/** Exchanges the token of a link for a cookie of this browser, so that the token leaves the address. It does not use the link up. */
export const POST = openRoute({
  body: OpenLinkBody,
  handle: async ({ request, body }) => {
    const link = await linkToOpen(request.headers, body.token);
    if (!link) throw new PortalError('not-found', 'no link that is open');
    const cookies = request.headers.get('cookie');
    const kept = await currentApproval(cookies);
    const resumes = kept?.link.id === link.id && kept.link.approver !== null;
    return json(OpenLinkAnswer.parse({ resumes }), { headers: { 'set-cookie': await keepLink(cookies, link) } });
  },
});
