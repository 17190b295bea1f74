import { launchIsUsed, redeemLaunch } from '../data/launches';
import { underGuessLimit } from './guess-limit';
import { keepInvitation, newBrowserSecret } from './invite-session';
import { type SignedLaunch, signedLaunch } from './launch-token';
import { linkLifeDays } from './link-token';

/** The launch of a token that somebody brings, while it is good. Reads only: a prefetcher may follow the link as often as it likes. */
export async function launchToShow(headers: Headers, token: string): Promise<SignedLaunch | null> {
  return underGuessLimit(headers, 'here', async () => {
    const launch = await signedLaunch(token);
    return launch && (await launchIsUsed(launch.idHash)) ? null : launch;
  });
}

/**
 * Uses a launch up when a browser's script brings it: makes an invitation that this browser has redeemed.
 * @returns the `Set-Cookie` value by which the browser is known from here on; null for every token that is not good
 */
export async function openLaunch(headers: Headers, token: string): Promise<string | null> {
  return underGuessLimit(headers, 'everywhere', async () => {
    const launch = await signedLaunch(token);
    if (!launch) return null;
    const { secret, browserHash } = newBrowserSecret();
    const id = await redeemLaunch({ ...launch, browserHash }, linkLifeDays);
    return id && keepInvitation(headers.get('cookie'), { id, tokenHash: null, secret });
  });
}
