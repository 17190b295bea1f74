import { ConnectionView } from '@/lib/contract/connection';
import { colleague } from '@/lib/data/approval-links.test-data';
import { redeemLink } from '@/lib/data/approvals';
import { connectionData } from '@/lib/data/connections';
import { leased, newConnection } from '@/lib/data/owned.test-data';
import type { Person } from '@/lib/domain/connection';
import { stages } from '@/lib/domain/stages.test-data';
import { currentApproval } from '@/lib/web/approval-session';
import { cookieOf, get, ownPage, post, signedIn } from '@/lib/web/portal.test-data';
import { POST as handOver } from '../connections/[id]/hand-over/route';
import { GET as callback } from '../consent/callback/route';
import { POST as depart } from './consent/route';
import { POST as open } from './open/route';

/** An admin whose connection waits for an approval. */
export async function waiting(stage = stages.consentWait) {
  const key = await newConnection();
  const { lease, record } = await leased(key);
  const { acceptedAt, acceptedBy, applicationObjectId, appId, servicePrincipalId, stableAt, observed, problem } = stage;
  const facts = { acceptedAt, acceptedBy, applicationObjectId, appId, servicePrincipalId, stableAt, observed, problem };
  await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts });
  await connectionData.release(lease);
  return signedIn(key);
}

export type Admin = Awaited<ReturnType<typeof waiting>>;
export const press = async (route: typeof handOver, { key, cookie }: Admin, body = '{}') =>
  ConnectionView.parse(await (await post(route, { id: key.id, body, headers: { ...ownPage, cookie } })).json());

/** The link that an admin's press gives, and its token. */
export async function asked(admin: Admin, body = '{}') {
  const { handOver: made } = await press(handOver, admin, body);
  return { link: made?.link ?? '', token: made?.link?.split('/').at(-1) ?? '' };
}

export const opening = (token: string, cookie = '') => post(open, { body: JSON.stringify({ token }), headers: { ...ownPage, cookie } });

/** A colleague's browser that has opened a link and signed in with it; the sign-in itself is Microsoft's and tested with a browser. */
export async function approver(token: string, who: Person = colleague): Promise<string> {
  const cookie = cookieOf((await opening(token)).headers.get('set-cookie'));
  const session = await currentApproval(cookie);
  if (!session || !(await redeemLink(session.browser, who))) throw new Error('the link was not redeemed');
  return cookie;
}

/** The same after "Continue to Microsoft to approve". */
export async function departed(who?: Person) {
  const admin = await waiting();
  const { token } = await asked(admin);
  const cookie = await approver(token, who);
  const { location } = await (await post(depart, { headers: { ...ownPage, cookie } })).json();
  return { admin, token, cookie, location: new URL(location), state: new URL(location).searchParams.get('state') ?? '' };
}

export const back = async (query: string, cookie: string) =>
  (await get(callback, { path: `/api/consent/callback?${query}`, headers: { cookie } })).headers.get('location');
