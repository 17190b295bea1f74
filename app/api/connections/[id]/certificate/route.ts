import { CertificateBody } from '@/lib/contract/choices';
import { ConnectionView } from '@/lib/contract/connection';
import { chooseCertificate } from '@/lib/engine/choose-certificate';
import { decide } from '@/lib/engine/commands';
import { ports } from '@/lib/engine/ports';
import { actorOf } from '@/lib/web/actor';
import { viewOf } from '@/lib/web/connect-page';
import { adminRoute } from '@/lib/web/route';

/** "Add certificate and continue": FortifyData's certificate instead of a client secret, or back to a secret. */
export const POST = adminRoute({
  body: CertificateBody,
  answer: ConnectionView,
  handle: async ({ session, body }) => {
    const command = chooseCertificate(ports(), body.thumbprint);
    return viewOf(session, await decide(ports(), session.key, { actor: actorOf(session), command }));
  },
});
