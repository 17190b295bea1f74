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
  let stands = 'signed out';
  while (!isOver()) {
    // Microsoft's pages and the way back break too; the next look says where the connection stands
    const view = await step(admin).catch((error) => ({ screen: `fault: ${error.message}` }));
    stands = view.screen;
    if (stands === 'connected') return { connected: true, tookMs: performance.now() - began, resumedMs: struck.resumedMs, stands };
    if (stands.startsWith('fault')) await pause(afterFaultMs);
  }
  return { connected: false, tookMs: performance.now() - began, resumedMs: struck.resumedMs, stands };
}

/** Looks where the connection stands and does what the page asks for. Gives the view it saw. */
async function step(admin) {
  if (!admin.page) await admin.signIn();
  const { status, body: view } = await admin.look();
  if (status === 401) admin.page = null;
  if (status !== 200) throw new Error(`the page was answered with ${status}`);
  await deed(admin, view);
  return view;
}

async function deed(admin, view) {
  const { by, retryAfterSeconds } = view.next;
  if (view.screen === 'plan') return settle(await admin.accept(view));
  if (view.screen === 'approve') return leave(admin);
  if (view.screen === 'problem') return solve(admin, view.problem.action?.kind);
  if (by !== 'portal' && by !== 'microsoft') return;
  await pause(retryAfterSeconds * 1000);
  const { status } = await admin.press('advance');
  if (status === 401) admin.page = null;
  else await settle({ status });
}

/** An admin reads a problem's next step and takes it. */
async function solve(admin, kind) {
  await pause(1000);
  if (kind === 'sign-in' || kind === 'start') admin.page = null;
  else if (kind === 'consent') await leave(admin);
  else if (kind === 'look-again') await settle(await admin.press('look-again'));
  else await settle(await admin.press('retry'));
}

async function leave(admin) {
  const { status, body } = await admin.press('consent');
  if (status === 200) await admin.throughMicrosoft(body.location);
  else await settle({ status });
}

/** A press that was not taken is no fault of the flow: the page is looked at again. */
const settle = ({ status }) => (status === 200 ? undefined : pause(afterFaultMs));

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
