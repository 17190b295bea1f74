import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET as view } from '@/app/api/connections/[id]/route';
import { GET as consentCallback } from '@/app/api/consent/callback/route';
import { GET as health } from '@/app/api/health/route';
import { POST as signOut } from '@/app/api/sign-out/route';
import { disconnect } from '../data/prisma';
import { get, origin, ownPage, post } from './portal.test-data';
import { randomToken } from './sealing';

beforeAll(() => {
  Object.assign(process.env, { APP_BASE_URL: origin, DATABASE_URL: 'postgresql://portal:PASSWORD-MARKER@127.0.0.1:1/none' });
});
afterAll(disconnect);

const cookie = () => `__Host-session=${randomToken()}`;
const calls = {
  'a page’s read': () => get(view, { id: 'x', headers: { cookie: cookie() } }),
  'a press': () => post(signOut, { headers: { ...ownPage, cookie: cookie() } }),
  'a return from Microsoft': () => get(consentCallback, { path: '/api/consent/callback?state=x', headers: { cookie: cookie() } }),
};
test.each(Object.entries(calls))('%s is 503 while the database does not answer, and says nothing of it', async (_, call) => {
  const response = await call();
  const text = await response.text();
  expect([response.status, JSON.parse(text).code]).toEqual([503, 'unavailable']);
  expect(text).not.toMatch(/MARKER|127\.0\.0\.1|ECONN|P\d{4}/);
});

test('the health of the portal is not ready, without a reason for strangers', async () => {
  const response = await get(health);
  expect([response.status, await response.json()]).toEqual([503, { ready: false }]);
});
