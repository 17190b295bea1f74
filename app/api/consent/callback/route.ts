import { type ConsentOutcome, consentOutcome } from '@/lib/domain/consent';
import { approvals } from '@/lib/engine/approval-ports';
import { colleagueReturn } from '@/lib/engine/colleague';
import { returnFromConsent } from '@/lib/engine/consent-return';
import { ports } from '@/lib/engine/ports';
import { actorOf } from '@/lib/web/actor';
import { redirect } from '@/lib/web/answer';
import { type ApprovalSession, currentApproval } from '@/lib/web/approval-session';
import { readCookie } from '@/lib/web/cookies';
import { approveProblemAddress, type ProblemPage, problemAddress } from '@/lib/web/problem-address';
import { onlyParameter } from '@/lib/web/query';
import { callbackRoute } from '@/lib/web/route';
import { hashOf } from '@/lib/web/sealing';
import { type AdminSession, currentSession } from '@/lib/web/session';

/** What came back: the hash of its state, and what its parameters say. */
interface Return {
  readonly stateHash: string;
  readonly outcome: ConsentOutcome;
}

/**
 * Somebody came back from the consent page: the admin, or a colleague with a link. Whose return it is, its state says, which one of them
 * left with in this browser. `tenant` and `admin_consent` are not read: only Graph says what was granted.
 */
export const GET = callbackRoute(async (request) => {
  const { searchParams } = new URL(request.url);
  const query = onlyParameter(searchParams);
  const cookies = request.headers.get('cookie');
  const [session, approval] = [await currentSession(cookies), await currentApproval(cookies)];
  // an error that cannot be read is still an error
  const error = searchParams.has('error') ? (query('error') ?? '') : null;
  const outcome = consentOutcome({ error, description: query('error_description'), subcode: query('error_subcode') });
  const back = { stateHash: hashOf(query('state') ?? ''), outcome };
  if (session && (await adminReturn(session, back))) return redirect('/connect');
  if (approval && (await approverReturn(approval, back))) return redirect('/approve');
  if (session) return redirect(problemAddress('consent-callback-unknown', null));
  return redirect(approval ? approveProblemAddress('consent-callback-unknown', null) : '/connect');
}, pageOf);

/** In a browser that is both an admin's and a colleague's only the state tells whose return it is; then it is taken for the admin's. */
async function pageOf(request: Request): Promise<ProblemPage> {
  const cookies = request.headers.get('cookie');
  const isColleague = readCookie(cookies, 'approval') !== null && readCookie(cookies, 'session') === null;
  return isColleague ? approveProblemAddress : problemAddress;
}

function adminReturn(session: AdminSession, { stateHash, outcome }: Return): Promise<boolean> {
  const departure = { stateHash, sessionHash: session.idHash };
  return returnFromConsent(ports(), session.key, { actor: actorOf(session), departure, outcome });
}

/**
 * Only a browser whose link is open can come back with it: one that was revoked meanwhile counts for nothing. Where the admin's page has
 * found the approval before the colleague was back, it is still the colleague's return that says who approved.
 */
async function approverReturn({ link, browser, mayApprove }: ApprovalSession, { stateHash, outcome }: Return): Promise<boolean> {
  if (!mayApprove && link.ended !== 'approved') return false;
  const departure = { stateHash, sessionHash: browser.browserHash };
  return colleagueReturn({ ...ports(), approvals }, link, { departure, outcome });
}
