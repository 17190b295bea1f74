import { Departure, EmptyBody } from '@/lib/contract/connection';
import { departureToConsent } from '@/lib/engine/consent-return';
import { ports } from '@/lib/engine/ports';
import { actorOf } from '@/lib/web/actor';
import { adminRoute } from '@/lib/web/route';
import { hashOf, randomToken } from '@/lib/web/sealing';

/** "Continue to Microsoft to approve": answers with the address of Microsoft's consent page. */
export const POST = adminRoute({
  body: EmptyBody,
  answer: Departure,
  handle: async ({ session }) => {
    const state = randomToken();
    const leaving = { actor: actorOf(session), state, stateHash: hashOf(state), sessionHash: session.idHash };
    return { location: await departureToConsent(ports(), session.key, leaving) };
  },
});
