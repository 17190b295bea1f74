import { Browser, leftFor, pageOf, type Visit } from '../../../practice/testing/browser';
import { beginSession } from '../../web/session';
import { finishSignIn } from '../sign-in';
import type { SignInPorts } from '../sign-in-ports';

/** Where the practice cloud is, and who sits before the browser. */
export interface Seat {
  readonly practiceUrl: string;
  readonly account: string;
}

/** Signs in on Microsoft's pages and begins a session. @returns the session's cookie. @throws what the portal throws */
export async function signInAt({ practiceUrl, account }: Seat, ports: SignInPorts): Promise<string> {
  const { url, ...secrets } = await ports.begin();
  const browser = new Browser(practiceUrl);
  let visit = await choose(browser, url, account);
  if (visit.page?.html.includes('Permissions requested')) visit = await browser.press(visit.page, 'Accept');
  const { searchParams: query } = leftFor(visit);
  const end = await finishSignIn(
    ports,
    {
      code: query.get('code'),
      error: query.get('error'),
      description: query.get('error_description'),
      subcode: null,
      flow: { ...secrets, expiresAt: new Date(Date.now() + 600_000) },
    },
    null,
  );
  if (end.kind !== 'signed-in') throw new Error(`the sign-in was refused: ${end.kind === 'refused' ? end.problem : end.kind}`);
  const [cookie = ''] = (await beginSession(end)).split(';');
  return cookie;
}

/** Accepts on Microsoft's consent page. @returns the parameters of the callback */
export async function consentAt({ practiceUrl, account }: Seat, location: string): Promise<URLSearchParams> {
  const browser = new Browser(practiceUrl);
  const visit = await choose(browser, location, account);
  return leftFor(await browser.press(pageOf(visit), 'Accept')).searchParams;
}

const choose = async (browser: Browser, url: string, account: string): Promise<Visit> =>
  browser.press(pageOf(await browser.open(url)), account);
