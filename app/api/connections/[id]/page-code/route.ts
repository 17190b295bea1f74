import { ConnectionView, PageCodeBody } from '@/lib/contract/connection';
import { pageCode } from '@/lib/domain/page-code';
import { decide, pageCodeSeen } from '@/lib/engine/commands';
import { ports } from '@/lib/engine/ports';
import { PortalError } from '@/lib/error';
import { actorOf } from '@/lib/web/actor';
import { viewOf } from '@/lib/web/connect-page';
import { adminRoute } from '@/lib/web/route';

/** A page of Microsoft did not lead back, and the admin tells the code that it showed. Of the text, number and ids alone are kept. */
export const POST = adminRoute({
  body: PageCodeBody,
  answer: ConnectionView,
  handle: async ({ session, body }) => {
    const { number, ids } = pageCode(body.text);
    if (number === null) throw new PortalError('bad-request', 'the text holds no code of Microsoft');
    const command = pageCodeSeen({ number, ids });
    return viewOf(session, await decide(ports(), session.key, { actor: actorOf(session), command }));
  },
});
