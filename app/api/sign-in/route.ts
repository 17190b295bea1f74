import { Departure, EmptyBody } from '@/lib/contract/connection';
import { signInPorts } from '@/lib/engine/sign-in-ports';
import { env } from '@/lib/env';
import { PortalError } from '@/lib/error';
import { json } from '@/lib/web/answer';
import { addFlow } from '@/lib/web/flow-cookie';
import { openRoute } from '@/lib/web/route';

/** Begins a sign-in: the secrets go sealed into this browser's cookie, the answer names Microsoft's page. Writes nothing. */
export const POST = openRoute({
  body: EmptyBody,
  handle: async ({ request, session }) => {
    if (!env().openStart) throw new PortalError('forbidden', 'an invitation is needed');
    const ports = signInPorts();
    const challenge = session && (await ports.challengeOf(session.key, session.person));
    const { url, ...secrets } = await ports.begin(challenge);
    const cookie = await addFlow(request.headers.get('cookie'), { ...secrets, challenge: challenge !== null });
    return json(Departure.parse({ location: url }), { headers: { 'set-cookie': cookie } });
  },
});
