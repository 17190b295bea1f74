import type { InvitedBrowser } from '@/lib/domain/invitation';
import { approvals } from '@/lib/engine/approval-ports';
import { finishApproverSignIn } from '@/lib/engine/approver-sign-in';
import { finishSignIn, type SignInReturn } from '@/lib/engine/sign-in';
import { approverSignInPorts, signInPorts } from '@/lib/engine/sign-in-ports';
import { redirect } from '@/lib/web/answer';
import { currentApproval } from '@/lib/web/approval-session';
import { dropFlow, type PendingSignIn, readFlows } from '@/lib/web/flow-cookie';
import { invitedBrowser, newBrowserSecret } from '@/lib/web/invite-session';
import { approveProblemAddress, inviteProblemAddress, type ProblemPage, problemAddress } from '@/lib/web/problem-address';
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
  const end = await finishSignIn(signInPorts(), back, flow ? await browserOf(cookies, flow) : null);
  if (end.kind === 'at-invitation') return redirect('/invite', [used]);
  const tell = flow?.invitation ? inviteProblemAddress : problemAddress;
  if (end.kind === 'refused') return redirect(tell(end.problem, end.reference, end.code), [used]);
  await endSession(await currentSession(cookies));
  return redirect('/connect', [used, await beginSession(end)]);
}, pageOf);

/** What this browser left with, by its sealed cookie. */
async function flowOf(request: Request) {
  const state = onlyParameter(new URL(request.url).searchParams)('state');
  return (await readFlows(request.headers.get('cookie'))).find((item) => item.state === state) ?? null;
}

async function pageOf(request: Request): Promise<ProblemPage> {
  const flow = await flowOf(request);
  if (flow?.approver) return approveProblemAddress;
  return flow?.invitation ? inviteProblemAddress : problemAddress;
}

/** The browser with the invitation that this sign-in was begun with. One that has lost it since knows no secret that any would open to. */
async function browserOf(cookies: string | null, { invitation }: PendingSignIn): Promise<InvitedBrowser | null> {
  if (!invitation) return null;
  return (
    (await invitedBrowser(cookies, { id: invitation })) ?? { id: invitation, tokenHash: null, browserHash: newBrowserSecret().browserHash }
  );
}

/** A colleague's sign-in ends on the page of the link, never in an admin's session. */
async function approverReturn(cookies: string | null, back: SignInReturn): Promise<string> {
  const browser = (await currentApproval(cookies))?.browser ?? null;
  const end = await finishApproverSignIn(approverSignInPorts(), approvals, { back, browser });
  return end.kind === 'refused' ? approveProblemAddress(end.problem, end.reference) : '/approve';
}
