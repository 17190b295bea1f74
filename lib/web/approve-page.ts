import { headers } from 'next/headers';
import type { ApprovalSubject, ApprovePage } from '../contract/approval';
import { connectionData } from '../data/connections';
import type { ApprovalLink } from '../domain/approval-link';
import { cloudFor } from '../domain/clouds';
import { consentCallbackPath } from '../domain/desired';
import { env } from '../env';
import { databaseAway } from './answer';
import { linkToShow } from './approval-link';
import { currentApproval } from './approval-session';
import { answerUnavailable } from './page-status';
import { approvalSubject, approverView } from './view/approval-subject';

/** The page of a link as somebody opens it, by its token. Reads only. */
export const pageOfToken = (token: string): Promise<ApprovePage> => orAway(() => ofToken(token));

/** The page of the link that this browser has opened. */
export const pageOfBrowser = (): Promise<ApprovePage> => orAway(ofBrowser);

/** What is there, or that the database could not be asked: then the answer is a 503. */
export async function orAway(page: () => Promise<ApprovePage>): Promise<ApprovePage> {
  return page().catch((error: unknown) => {
    const reference = databaseAway(error);
    if (reference === null) throw error;
    answerUnavailable();
    return { stage: 'away', reference };
  });
}

async function ofToken(token: string): Promise<ApprovePage> {
  const link = await linkToShow(await headers(), token);
  const about = link && (await subjectOf(link));
  if (!about) return { stage: 'over' };
  return about.granted ? { stage: 'approved', ...about, mine: false } : { stage: 'start', subject: about.subject };
}

async function ofBrowser(): Promise<ApprovePage> {
  const session = await currentApproval((await headers()).get('cookie'));
  const about = session && (await subjectOf(session.link));
  if (!session || !about) return { stage: 'over' };
  const { link, mayApprove } = session;
  if (link.ended === 'approved' || about.granted) return { stage: 'approved', ...about, mine: link.approver !== null };
  if (!mayApprove || !link.approver) return { stage: 'start', subject: about.subject };
  return { stage: 'approve', subject: about.subject, approver: approverView(link.approver), setback: link.setback };
}

async function subjectOf(link: ApprovalLink): Promise<{ subject: ApprovalSubject; granted: boolean } | null> {
  const record = await connectionData.load({ tenantId: link.tenantId, id: link.connectionId });
  if (!record) return null;
  const { appBaseUrl, cloudId, practiceCloudUrl } = env();
  const cloud = cloudFor(cloudId, practiceCloudUrl?.origin ?? null);
  const subject = approvalSubject({ link, record, cloud, callbackUrl: new URL(consentCallbackPath, appBaseUrl).href });
  return subject && { subject, granted: record.grantsCompleteAt !== null || record.connectedAt !== null };
}
