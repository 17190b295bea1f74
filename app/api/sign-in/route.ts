import { Departure, SignInBody } from '@/lib/contract/connection';
import { signInPorts } from '@/lib/engine/sign-in-ports';
import { json } from '@/lib/web/answer';
import { addFlow } from '@/lib/web/flow-cookie';
import { openRoute } from '@/lib/web/route';

/**
 * Begins a sign-in: the secrets go sealed into this browser's cookie, the answer names Microsoft's page. Writes nothing. Whoever is signed
 * in already may ask that Microsoft looks again, for a role activated a moment ago. Whether a connection may begin is decided at the return,
 * when the organization is known.
 */
export const POST = openRoute({
  body: SignInBody,
  handle: async ({ request, body, session }) => {
    const ports = signInPorts();
    const challenge = session && (await ports.challengeOf(session.key, session.person));
    // a fresh sign-in of the same account is what a demand that could not be read asks for, too
    const again = body.again && session ? { claims: null, account: session.person.account } : null;
    const { url, ...secrets } = await ports.begin(challenge ?? again);
    const cookie = await addFlow(request.headers.get('cookie'), { ...secrets, challenge: challenge !== null });
    return json(Departure.parse({ location: url }), { headers: { 'set-cookie': cookie } });
  },
});
