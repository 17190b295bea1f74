import { approvals } from '@/lib/engine/approval-ports';
import { finishApproverSignIn } from '@/lib/engine/approver-sign-in';
import { finishSignIn, type SignInReturn } from '@/lib/engine/sign-in';
import { approverSignInPorts, signInPorts } from '@/lib/engine/sign-in-ports';
import { redirect } from '@/lib/web/answer';
import { currentApproval } from '@/lib/web/approval-session';
import { dropFlow, readFlows } from '@/lib/web/flow-cookie';
import { approveProblemAddress, problemAddress } from '@/lib/web/problem-address';
import { onlyParameter } from '@/lib/web/query';
import { callbackRoute } from '@/lib/web/route';
import { beginSession, currentSession, endSession } from '@/lib/web/session';

/** Microsoft's answer to a sign-in. Believed only as far as this browser's own flow and the verified id token go. */
export const GET = callbackRoute(async (request) => {
  const query = onlyParameter(new URL(request.url).searchParams);
  const cookies = request.headers.get('cookie');
  const state = query('state') ?? '';
  const flow = await flowOf(request);
  const back = {
    code: query('code'),
    error: query('error'),
    description: query('error_description'),
    subcode: query('error_subcode'),
    flow,
  };
  const used = await dropFlow(cookies, state);
  if (flow?.approver) return redirect(await approverReturn(cookies, back), [used]);
  const end = await finishSignIn(signInPorts(), back);
  if (end.kind === 'refused') return redirect(problemAddress(end.problem, end.reference, end.code), [used]);
  await endSession(await currentSession(cookies));
  return redirect('/connect', [used, await beginSession(end)]);
}, isColleague);

/** What this browser left with, by its sealed cookie. */
async function flowOf(request: Request) {
  const state = onlyParameter(new URL(request.url).searchParams)('state');
  return (await readFlows(request.headers.get('cookie'))).find((item) => item.state === state) ?? null;
}

async function isColleague(request: Request): Promise<boolean> {
  return (await flowOf(request))?.approver === true;
}

/** A colleague's sign-in ends on the page of the link, never in an admin's session. */
async function approverReturn(cookies: string | null, back: SignInReturn): Promise<string> {
  const browser = (await currentApproval(cookies))?.browser ?? null;
  const end = await finishApproverSignIn(approverSignInPorts(), approvals, { back, browser });
  return end.kind === 'refused' ? approveProblemAddress(end.problem, end.reference) : '/approve';
}
