import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET as view } from '@/app/api/connections/[id]/route';
import { GET as consentCallback } from '@/app/api/consent/callback/route';
import { GET as health } from '@/app/api/health/route';
import { GET as signInCallback } from '@/app/api/sign-in/callback/route';
import { POST as signOut } from '@/app/api/sign-out/route';
import { disconnect } from '../data/prisma';
import { linkToShow } from './approval-link';
import { currentApproval, keepLink } from './approval-session';
import { orAway } from './approve-page';
import { addFlow } from './flow-cookie';
import { measuredPromise } from './measured-promise';
import { cookieOf, get, origin, ownPage, post } from './portal.test-data';
import { randomToken } from './sealing';

let approval: string;
beforeAll(async () => {
  Object.assign(process.env, { APP_BASE_URL: origin, DATABASE_URL: 'postgresql://portal:PASSWORD-MARKER@127.0.0.1:1/none' });
  const link = { tenantId: randomUUID(), id: randomUUID(), expiresAt: new Date(Date.now() + 60_000) };
  approval = cookieOf(await keepLink(null, link));
});
afterAll(disconnect);

const cookie = () => `__Host-session=${randomToken()}`;
const calls = {
  'a page’s read': () => get(view, { id: 'x', headers: { cookie: cookie() } }),
  'a press': () => post(signOut, { headers: { ...ownPage, cookie: cookie() } }),
};
const returns = {
  'the consent page': () => get(consentCallback, { path: '/api/consent/callback?state=x', headers: { cookie: cookie() } }),
  'a sign-in': async () => {
    const flow = cookieOf(await addFlow(null, { state: 'x', nonce: 'n', verifier: 'v'.repeat(43) }));
    return get(signInCallback, { path: '/api/sign-in/callback?code=c&state=x', headers: { cookie: flow } });
  },
};
test.each(Object.entries(calls))('%s is 503 while the database does not answer, and says nothing of it', async (_, call) => {
  const response = await call();
  const text = await response.text();
  expect([response.status, JSON.parse(text).code]).toEqual([503, 'unavailable']);
  expect(text).not.toMatch(/MARKER|127\.0\.0\.1|ECONN|P\d{4}/);
});

test.each(Object.entries(returns))('a return from %s leads to a page that says so while the database does not answer', async (_, call) => {
  const response = await call();
  expect([response.status, await response.text()]).toEqual([303, '']);
  expect(response.headers.get('location')).toMatch(/^\/\?problem=database-unavailable&ref=[\w-]{36}$/);
  expect(response.headers.getSetCookie().join()).not.toContain('session=');
});

const asColleague = {
  'the consent page': () => get(consentCallback, { path: '/api/consent/callback?state=x', headers: { cookie: approval } }),
  'a sign-in': async () => {
    const flow = cookieOf(await addFlow(null, { state: 'x', nonce: 'n', verifier: 'v'.repeat(43), approver: true }));
    return get(signInCallback, { path: '/api/sign-in/callback?code=c&state=x', headers: { cookie: `${flow}; ${approval}` } });
  },
};
test.each(Object.entries(asColleague))('a colleague’s return from %s leads to the page of the link then', async (_, call) => {
  const response = await call();
  expect([response.status, await response.text()]).toEqual([303, '']);
  expect(response.headers.get('location')).toMatch(/^\/approve\?problem=database-unavailable&ref=[\w-]{36}$/);
});

test('the page of a link says so with a reference, by token and by cookie; any other fault stays one', async () => {
  const asked = [() => linkToShow(new Headers(), 'a'.repeat(43)), () => currentApproval(approval)];
  for (const ask of asked) {
    const page = orAway(async () => {
      await ask();
      return { stage: 'over' };
    });
    expect(await page).toEqual({ stage: 'away', reference: expect.stringMatching(/^[\w-]{36}$/) });
  }
  await expect(orAway(() => Promise.reject(new Error('a fault')))).rejects.toThrow('a fault');
});

test('the health of the portal is not ready, without a reason for strangers', async () => {
  const response = await get(health);
  expect([response.status, await response.json()]).toEqual([503, { ready: false }]);
});

test('the start page does without a figure', async () => {
  const begun = performance.now();
  expect(await measuredPromise()).toBeNull();
  expect(performance.now() - begun).toBeLessThan(2000);
});
