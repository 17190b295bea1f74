import { Departure, SignInBody } from '@/lib/contract/connection';
import { approverSignInPorts } from '@/lib/engine/sign-in-ports';
import { json } from '@/lib/web/answer';
import { addFlow } from '@/lib/web/flow-cookie';
import { approverRoute } from '@/lib/web/route';

/** Begins the sign-in of a colleague, which asks for no power to write. Writes nothing. */
export const POST = approverRoute({
  body: SignInBody,
  handle: async ({ request, body, session }) => {
    const account = body.again ? session.link.approver?.account : undefined;
    const { url, ...secrets } = await approverSignInPorts().begin(account ? { claims: null, account } : null);
    const cookie = await addFlow(request.headers.get('cookie'), { ...secrets, approver: true });
    return json(Departure.parse({ location: url }), { headers: { 'set-cookie': cookie } });
  },
});
