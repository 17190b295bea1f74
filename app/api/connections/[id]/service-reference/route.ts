import { ConnectionView, ServiceReferenceBody } from '@/lib/contract/connection';
import { serviceReferenceFrom } from '@/lib/domain/service-reference';
import { decide, enterServiceReference } from '@/lib/engine/commands';
import { ports } from '@/lib/engine/ports';
import { PortalError } from '@/lib/error';
import { actorOf } from '@/lib/web/actor';
import { viewOf } from '@/lib/web/connect-page';
import { adminRoute } from '@/lib/web/route';

/** The organization wants a service reference on each new app, and the admin enters it. */
export const POST = adminRoute({
  body: ServiceReferenceBody,
  answer: ConnectionView,
  handle: async ({ session, body }) => {
    const reference = serviceReferenceFrom(body.reference);
    if (reference === null) throw new PortalError('bad-request', 'the text is no service reference');
    const command = enterServiceReference(reference);
    return viewOf(session, await decide(ports(), session.key, { actor: actorOf(session), command }));
  },
});
