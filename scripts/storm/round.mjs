// One round of the storm: the main job, in which everything that can be pressed is pressed by everybody at once.
import { setTimeout as pause } from 'node:timers/promises';
import { Admin } from '../crowd/admin.mjs';

/** Longer than any healthy round; a round that hangs must end with words. */
const mostAdvances = 300;

/**
 * Connects one organization. At each step the buttons of that step are pressed `presses` times at once: the approval is handed over and taken
 * back, a code of Microsoft's page is told, and the first approval is declined, so that "Try again" is among them.
 */
export async function playRound({ portalUrl, tenant, presses, saw }) {
  const admin = new Admin({ portalUrl, account: tenant.account, saw });
  const wave = (press) => Promise.all(Array.from({ length: presses }, press));
  await admin.signIn();
  const plan = await until(admin, 'plan');
  await wave(() => admin.accept(plan));
  await wave(() => admin.press('advance'));
  await until(admin, 'approve');
  await handOver(admin, wave);
  await wave(() => admin.press('page-code', { text: 'AADSTS650051' }));
  await until(admin, 'problem');
  await wave(() => admin.press('retry'));
  await until(admin, 'approve');
  await decline(admin, await wave(() => admin.press('consent')), portalUrl);
  await until(admin, 'problem');
  await wave(() => admin.press('retry'));
  await until(admin, 'approve');
  const { body } = await admin.press('consent');
  await admin.throughMicrosoft(body.location);
  await wave(() => admin.press('look-again'));
  await wave(() => admin.press('advance'));
  await until(admin, 'connected');
  await wave(() => admin.press('advance'));
}

/** Asks a colleague, which makes one link however often it is pressed, and takes it back. */
async function handOver(admin, wave) {
  const asked = await wave(() => admin.press('hand-over'));
  const links = asked.filter(({ body }) => body?.handOver?.link).length;
  if (links !== 1) throw new Error(`${links} links to a colleague were shown`);
  await wave(() => admin.press('hand-over/look'));
  await wave(() => admin.press('hand-over/revoke'));
  const { body } = await admin.look();
  if (body.handOver?.state !== 'revoked') throw new Error(`the link to a colleague is ${body.handOver?.state} after it was revoked`);
}

/** Comes back from Microsoft with a refusal, by one of the departures. */
async function decline(admin, departures, portalUrl) {
  const gone = departures.find(({ status }) => status === 200);
  if (!gone) throw new Error(`nobody could leave for the approval: ${departures.map(({ status }) => status).join(', ')}`);
  const state = new URL(gone.body.location).searchParams.get('state');
  await admin.visit(`${portalUrl}/api/consent/callback?${new URLSearchParams({ error: 'access_denied', error_subcode: 'cancel', state })}`);
}

/** Calls `advance` as the page does until the page shows this screen. */
async function until(admin, screen) {
  for (let calls = 0; calls < mostAdvances; calls += 1) {
    const { status, body } = await admin.press('advance');
    if (status === 200 && body.screen === screen) return body;
    await pause(status === 200 ? Math.max(50, body.next.retryAfterSeconds * 1000) : 200);
  }
  const { body } = await admin.look();
  throw new Error(`never came to "${screen}", stands at "${body?.screen}" (${body?.problem?.code ?? body?.wait?.title ?? body?.state})`);
}
