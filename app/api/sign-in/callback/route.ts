import { finishSignIn } from '@/lib/engine/sign-in';
import { signInPorts } from '@/lib/engine/sign-in-ports';
import { redirect } from '@/lib/web/answer';
import { dropFlow, readFlows } from '@/lib/web/flow-cookie';
import { problemAddress } from '@/lib/web/problem-address';
import { onlyParameter } from '@/lib/web/query';
import { callbackRoute } from '@/lib/web/route';
import { beginSession, currentSession, endSession } from '@/lib/web/session';

/** Microsoft's answer to a sign-in. Believed only as far as this browser's own flow and the verified id token go. */
export const GET = callbackRoute(async (request) => {
  const query = onlyParameter(new URL(request.url).searchParams);
  const cookies = request.headers.get('cookie');
  const state = query('state') ?? '';
  const flow = (await readFlows(cookies)).find((item) => item.state === state) ?? null;
  const end = await finishSignIn(signInPorts(), {
    code: query('code'),
    error: query('error'),
    description: query('error_description'),
    subcode: query('error_subcode'),
    flow,
  });
  const used = await dropFlow(cookies, state);
  if (end.kind === 'refused') return redirect(problemAddress(end.problem, end.reference, end.code), [used]);
  await endSession(await currentSession(cookies));
  return redirect('/connect', [used, await beginSession(end)]);
});
