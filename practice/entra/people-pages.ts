import { type Account, accountById, type Cloud, tenantsOf } from '../cloud';
import type { Registration } from '../directory/find';
import type { Tenant } from '../directory/tenant';
import { type Answer, type Exchange, formOf, pageAnswer, redirectAnswer } from '../http';
import { tenantOfPath } from './clients';
import { EntraError } from './errors';
import { type Form, pickerPage } from './pages';
import { sessionOf, startSession } from './sessions';
import type { Ticket } from './sign-ins';

/** What decides who is asked to sign in. */
export interface SignInWish {
  readonly tenant: Tenant | null;
  readonly client: Registration;
  readonly prompt: string | null;
  readonly loginHint: string | null;
}

/** The form of a page that comes back to the request being answered. */
export function formFor(exchange: Exchange): Form {
  const query = new URLSearchParams(exchange.query);
  query.delete('ticket');
  const name = exchange.path.split('/')[1] ?? 'organizations';
  return { action: `${exchange.base}/${name}/practice/answer`, returnTo: `${exchange.path}?${query}` };
}

/** The account for this request without asking anybody: just signed in, or remembered by the browser. */
export function knownAccount(cloud: Cloud, exchange: Exchange, wish: SignInWish & { ticket: Ticket | null }) {
  const ticketUser = wish.ticket?.userId ? accountById(cloud, wish.ticket.userId) : null;
  const session = sessionOf(cloud, exchange);
  assertEnabled(ticketUser);
  if (ticketUser) return { account: ticketUser, authTime: session?.authTime ?? cloud.clock.seconds() };
  if (!session || wish.prompt === 'select_account' || wish.prompt === 'login') return null;
  const { user, tenant } = session.account;
  const otherTenant = wish.tenant !== null && wish.tenant.id !== tenant.id;
  const otherPerson = wish.loginHint !== null && ![user.signInName, user.userPrincipalName].includes(wish.loginHint.toLowerCase());
  return otherTenant || otherPerson ? null : session;
}

/** The picker: people of the one tenant, or of every customer at a shared authority. */
export function pickerAnswer(cloud: Cloud, exchange: Exchange, wish: SignInWish): Answer {
  const tenants = wish.tenant ? [wish.tenant] : tenantsOf(cloud).filter(({ staff }) => !staff);
  const accounts = tenants.flatMap((tenant) => tenant.users.map((user) => ({ tenant, user })));
  const hint = wish.loginHint?.toLowerCase();
  const sorted = accounts.toSorted((a, b) => Number(b.user.signInName === hint) - Number(a.user.signInName === hint));
  return pageAnswer(200, pickerPage(formFor(exchange), { appName: wish.client.application.displayName, accounts: sorted }));
}

const personal = /@(outlook|hotmail|live|msn)\./i;

/** The account that a person typed, judged as Entra judges it at this authority. */
function typedAccount(cloud: Cloud, tenant: Tenant | null, typed: string): Account {
  const name = typed.trim().toLowerCase();
  if (personal.test(name)) {
    throw new EntraError(
      500200,
      `User account '${name}' is a personal Microsoft account. Personal Microsoft accounts are not supported for this application unless explicitly invited to an organization.`,
    );
  }
  const found = tenantsOf(cloud)
    .flatMap((owner) => owner.users.map((user) => ({ tenant: owner, user })))
    .find(({ user }) => [user.signInName, user.userPrincipalName.toLowerCase()].includes(name));
  const guestAtShared = found?.user.userType === 'Guest' && tenant === null;
  if (!found || guestAtShared) {
    throw new EntraError(
      50034,
      `The user account ${name} does not exist in the directory. To sign into this application, the account must be added to the directory.`,
    );
  }
  return found;
}

function assertEnabled(account: Account | null): void {
  if (account?.user.disabled) throw new EntraError(50057, 'The user account is disabled.');
}

/** A person of another organization cannot use an authority that is pinned to one. */
function assertBelongs({ tenant: own, user }: Account, tenant: Tenant | null): void {
  if (tenant === null || own.id === tenant.id) return;
  throw new EntraError(
    50020,
    `User account '${user.signInName}' from identity provider 'https://sts.windows.net/${own.id}/' does not exist in tenant '${tenant.name}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different account.`,
  );
}

/** Only addresses of this service may be returned to. */
function safeReturn(path: string): string {
  if (/^\/[\w.-]+\/[\w./-]+\?/.test(path)) return path;
  throw new EntraError(90013, 'The request to return to is not valid.');
}

const decisionOf = (text: string | null): 'accept' | 'decline' | 'cancel' | null =>
  text === 'accept' || text === 'decline' || text === 'cancel' ? text : null;

/** Takes what a person chose on a page and sends the browser back to its request with a one-time ticket. */
export function takeAnswer(cloud: Cloud, exchange: Exchange, tenantName: string): Answer {
  const form = formOf(exchange);
  const returnTo = safeReturn(form.get('return') ?? '');
  const decision = decisionOf(form.get('decision'));
  const back = (ticket: Ticket, headers = {}) =>
    redirectAnswer(`${exchange.base}${returnTo}&ticket=${cloud.signIns.newTicket(ticket)}`, headers);
  if (decision) {
    const session = sessionOf(cloud, exchange);
    const userId = session && session.account.user.id === form.get('user') ? session.account.user.id : null;
    return back({ userId, decision });
  }
  const tenant = tenantOfPath(cloud, tenantName);
  const typed = form.get('name');
  const account = typed === null ? accountById(cloud, form.get('account') ?? '') : typedAccount(cloud, tenant, typed);
  if (!account) throw new EntraError(50034, 'The user account does not exist in the directory.');
  assertBelongs(account, tenant);
  assertEnabled(account);
  exchange.notes.tenantId = account.tenant.id;
  exchange.notes.actor = account.user.signInName;
  return back({ userId: account.user.id, decision: 'signed-in' }, startSession(cloud, account.user.id));
}
