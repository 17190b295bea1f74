// One admin who wants to be connected and does not give up: whatever breaks, the page is looked at again and its next step is taken.
import { setTimeout as pause } from 'node:timers/promises';
import { Admin } from '../crowd/admin.mjs';

const afterFaultMs = 500;

/**
 * Runs one flow until it shows "connected" or `isOver()`. Gives { connected, tookMs, resumedMs, stands }: `resumedMs` holds, for each time
 * that a request was cut off, how long it took from then until the connection stood somewhere else.
 */
export async function runFlow({ portalUrl, tenant, isOver, saw }) {
  const struck = strikes();
  const told = (name, status, body) => {
    saw(name, status, body);
    struck.note(status, body);
  };
  const admin = new Admin({ portalUrl, account: tenant.account, saw: told });
  const began = performance.now();
  let view = null;
  let stands = 'signed out';
  while (!isOver() && stands !== 'connected') {
    // Microsoft's pages and the way back break too; the next look says where the connection stands
    const next = await step(admin, view).catch((error) => ({ shown: null, stands: `fault: ${error.message}` }));
    view = next.shown;
    stands = next.stands ?? view?.screen ?? stands;
    if (next.stands) await pause(afterFaultMs);
  }
  return { connected: stands === 'connected', tookMs: performance.now() - began, resumedMs: struck.resumedMs, stands };
}

/** Does what the page asks for; looks first where no answer says what that is. Gives the view that is shown then, or null. */
async function step(admin, view) {
  if (!admin.page) await admin.signIn();
  if (!view) return { shown: await taken(admin, admin.look()) };
  return { shown: await deed(admin, view) };
}

async function deed(admin, view) {
  const { by, retryAfterSeconds } = view.next;
  if (view.screen === 'plan') return taken(admin, admin.accept(view));
  if (view.screen === 'approve') return leave(admin);
  if (view.screen === 'problem') return solve(admin, view.problem.action?.kind);
  await pause(retryAfterSeconds * 1000);
  return by === 'portal' || by === 'microsoft' ? taken(admin, admin.press('advance')) : null;
}

/** An admin reads a problem's next step and takes it. */
async function solve(admin, kind) {
  await pause(1000);
  if (kind === 'consent') return leave(admin);
  if (kind === 'sign-in' || kind === 'start') {
    admin.page = null;
    return null;
  }
  return taken(admin, admin.press(kind === 'look-again' ? 'look-again' : 'retry'));
}

async function leave(admin) {
  const { status, body } = await admin.press('consent');
  if (status !== 200) throw new Error(`the departure was answered with ${status}`);
  await admin.throughMicrosoft(body.location);
  return null;
}

/** The view of an answer. One that was not taken is no fault of the flow: the page is looked at again. */
async function taken(admin, answer) {
  const { status, body } = await answer;
  if (status === 401) admin.page = null;
  if (status !== 200) throw new Error(`the page was answered with ${status}`);
  return body;
}

/** Measures from the first answer that was cut off until the connection has moved on. */
function strikes() {
  const resumedMs = [];
  let [stood, since] = ['', null];
  const note = (status, body) => {
    if (status === 0 || status === 502) since ??= performance.now();
    if (status !== 200 || typeof body?.screen !== 'string') return;
    const stands = `${body.screen} ${body.state}`;
    if (since !== null && (stands !== stood || body.screen === 'connected')) {
      resumedMs.push(performance.now() - since);
      since = null;
    }
    stood = stands;
  };
  return { note, resumedMs };
}
