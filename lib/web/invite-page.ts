import { headers } from 'next/headers';
import type { InvitationSubject, InvitePage } from '../contract/invitation';
import { cloudFor } from '../domain/clouds';
import { expectedName } from '../domain/expected';
import { type Invitation, isHeldInvitation } from '../domain/invitation';
import { env } from '../env';
import { databaseAway } from './answer';
import { invitationToShow } from './invite-link';
import { currentInvitation } from './invite-session';
import { launchToShow } from './launch';
import { answerUnavailable } from './page-status';

/** The page of an invitation as somebody opens it, by its token. Reads only. */
export const invitePageOfToken = (token: string): Promise<InvitePage> =>
  orAway(async () => stageOf(await invitationToShow(await headers(), token)));

/** The page of the invitation that this browser has opened. */
export const invitePageOfBrowser = (): Promise<InvitePage> =>
  orAway(async () => stageOf((await currentInvitation((await headers()).get('cookie')))?.invitation ?? null));

/** The page of a signed launch of FortifyData's platform. Reads only. */
export const invitePageOfLaunch = (token: string): Promise<InvitePage> =>
  orAway(async () => {
    if (!env().launch) return { stage: 'off' };
    const launch = await launchToShow(await headers(), token);
    return launch ? { stage: 'start', subject: subjectOf(launch), used: false } : { stage: 'over' };
  });

/** What is there, or that the database could not be asked: then the answer is a 503. */
async function orAway(page: () => Promise<InvitePage>): Promise<InvitePage> {
  return page().catch((error: unknown) => {
    const reference = databaseAway(error);
    if (reference === null) throw error;
    answerUnavailable();
    return { stage: 'away', reference };
  });
}

function stageOf(invitation: Invitation | null): InvitePage {
  if (!invitation) return { stage: 'over' };
  const subject = subjectOf(invitation);
  if (invitation.ended === 'refused') return { stage: 'refused', subject };
  if (isHeldInvitation(invitation)) return { stage: 'held', subject };
  return { stage: 'start', subject, used: invitation.redeemedAt !== null };
}

function subjectOf({ customer, expected, expiresAt }: Pick<Invitation, 'customer' | 'expected' | 'expiresAt'>): InvitationSubject {
  const { cloudId, practiceCloudUrl } = env();
  const signInHost = new URL(cloudFor(cloudId, practiceCloudUrl?.origin ?? null).authorityUrl).host;
  return { customer, expected: { kind: expected.kind, name: expectedName(expected) }, expiresAt: expiresAt.toISOString(), signInHost };
}
