// The main job as an admin's browser does it, without the browser: the same requests in the same order, each press and each wait.
import { setTimeout as pause } from 'node:timers/promises';
import { Browser } from './browser.mjs';

/** Longer than any healthy run; a job that hangs must end with words. */
const mostAdvances = 400;

/**
 * Connects the organization of `account` through the portal at `portalUrl`, from the first press to the page that says so. Gives
 * { screen, view, portalMs, browser }: `portalMs` is our part, all requests to the portal and the waits it asked for, without what the
 * admin spends on Microsoft's pages. Throws when the portal shows anything but the way to "connected".
 */
export async function mainJob({ portalUrl, account, browser = new Browser() }) {
  const job = { portalUrl, account, browser, waitedMs: 0 };
  const begun = browser.spentAt(new URL(portalUrl).origin);
  const { location } = await post(job, '/api/sign-in', {});
  const page = pageData(await throughMicrosoft(job, location));
  let view = await untilAdmin(job, page.view);
  if (view.screen === 'plan') {
    view = await untilAdmin(
      job,
      await command(job, view, 'accept', { manifestSha256: page.manifestSha256, observedAt: view.observedAt, leaveOut: [] }),
    );
  }
  if (view.screen === 'approve') {
    const departure = await command(job, view, 'consent', {});
    view = await untilAdmin(job, pageData(await throughMicrosoft(job, departure.location)).view);
  }
  if (view.screen !== 'connected') throw new Error(`the job ended at "${view.screen}": ${JSON.stringify(view.problem ?? view.wait)}`);
  return { screen: view.screen, view, portalMs: browser.spentAt(new URL(portalUrl).origin) - begun + job.waitedMs, browser };
}

/** Microsoft's pages, as a person goes through them: pick the account, accept what is asked, until the portal's page is there. */
export async function throughMicrosoft({ portalUrl, account, browser }, location) {
  let page = await browser.open(location);
  while (!page.url.startsWith(`${portalUrl}/`)) page = await browser.press(page, account, 'Accept');
  return page;
}

/** Calls `advance` as the page does until it is the admin's turn or nobody's. */
async function untilAdmin(job, first) {
  let view = first;
  for (let calls = 0; ['portal', 'microsoft'].includes(view.next.by); calls += 1) {
    if (calls === mostAdvances) throw new Error(`still at "${view.screen}" after ${calls} calls`);
    const waitMs = view.next.retryAfterSeconds * 1000;
    await pause(waitMs);
    job.waitedMs += waitMs;
    view = await command(job, view, 'advance', {});
  }
  return view;
}

const command = (job, view, name, body) => post(job, `/api/connections/${view.id}/${name}`, body);

async function post({ portalUrl, browser }, path, body) {
  const headers = { 'content-type': 'application/json', 'x-requested-with': 'defender-connect', origin: portalUrl };
  const answer = await browser.request(`${portalUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (answer.status !== 200) throw new Error(`POST ${path} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  return JSON.parse(answer.text);
}

/** What the working page gives its script to begin with. It is in the page as React's stream of quoted JSON. */
export function pageData({ url, text }) {
  const data = text.replaceAll('\\"', '"');
  const id = /"id":"([0-9a-f-]{36})","state":/.exec(data)?.[1];
  const manifestSha256 = /"manifestSha256":"([0-9a-f]+)"/.exec(data)?.[1];
  const next = /"next":(\{"by":"[a-z]+","retryAfterSeconds":[\d.]+\})/.exec(data)?.[1];
  const screen = /"screen":"([a-z]+)"/.exec(data)?.[1];
  const observedAt = /"observedAt":"([^"]+)"/.exec(data)?.[1];
  if (!id || !next || !manifestSha256) throw new Error(`${url} is not the working page`);
  return { manifestSha256, view: { id, screen, observedAt, next: JSON.parse(next) } };
}
