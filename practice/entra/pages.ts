import type { Account } from '../cloud';
import type { Tenant } from '../directory/tenant';
import { roleNames } from '../people';
import type { TracedError } from './errors';
import { escapeHtml, hidden, page } from './html';

/** Where a page's form goes: the action and the request to which the browser returns. */
export interface Form {
  readonly action: string;
  readonly returnTo: string;
}

function accountButton({ tenant, user }: Account): string {
  const guest = user.userType === 'Guest' ? ` Guest, known here as ${escapeHtml(user.userPrincipalName)}.` : '';
  return `<button class="account" type="submit" name="account" value="${user.id}"><b>${escapeHtml(user.signInName)}</b>
<span>${escapeHtml(user.displayName)}</span> <span class="soft">${escapeHtml(roleNames(user))}, ${escapeHtml(tenant.name)}.${guest}</span></button>`;
}

/** The account picker. */
export function pickerPage(form: Form, asking: { appName: string; accounts: readonly Account[] }): string {
  const body = `<h1>Pick an account</h1><p class="soft">to continue to ${escapeHtml(asking.appName)}. No password is asked.</p>
<form method="post" action="${escapeHtml(form.action)}">${hidden('return', form.returnTo)}${asking.accounts.map(accountButton).join('')}</form>
<details><summary>Use another account</summary><form method="post" action="${escapeHtml(form.action)}">${hidden('return', form.returnTo)}
<p><label for="name">Account</label><input id="name" name="name" autocomplete="off" spellcheck="false" required></p>
<button type="submit">Next</button></form></details>
<form class="row" method="post" action="${escapeHtml(form.action)}">${hidden('return', form.returnTo)}
<button type="submit" name="decision" value="cancel">Cancel</button></form>`;
  return page('Practice sign-in', body);
}

/** What a consent page shows. */
export interface ConsentFacts {
  readonly account: Account;
  readonly appName: string;
  readonly publisher: string;
  readonly permissions: readonly { readonly api: string; readonly name: string; readonly kind: string }[];
  readonly forOrganization: boolean;
}

function permissionLists(permissions: ConsentFacts['permissions']): string {
  const apis = [...new Set(permissions.map(({ api }) => api))];
  const item = ({ name, kind }: { name: string; kind: string }) =>
    `<li>${escapeHtml(name)} <span class="soft">${escapeHtml(kind)}</span></li>`;
  const listOf = (api: string) =>
    permissions
      .filter((permission) => permission.api === api)
      .map(item)
      .join('');
  return apis.map((api) => `<h2>${escapeHtml(api)}</h2><ul>${listOf(api)}</ul>`).join('');
}

/** The page that asks for permissions. */
export function consentPage(form: Form, facts: ConsentFacts): string {
  const { account, permissions } = facts;
  const count = `${permissions.length} ${permissions.length === 1 ? 'permission' : 'permissions'}`;
  const scope = facts.forOrganization ? `Accepting grants them for all of ${account.tenant.name}.` : 'Accepting grants them for you.';
  const body = `<p class="soft">${escapeHtml(account.user.signInName)}</p><h1>Permissions requested</h1>
<p><b>${escapeHtml(facts.appName)}</b><br><span class="soft">${escapeHtml(facts.publisher)}</span></p>
<p>This app asks for ${count}. ${escapeHtml(scope)}</p>${permissionLists(permissions)}
<form class="row" method="post" action="${escapeHtml(form.action)}">${hidden('return', form.returnTo)}${hidden('user', account.user.id)}
<button type="submit" name="decision" value="decline">Cancel</button>
<button class="main" type="submit" name="decision" value="accept">Accept</button></form>`;
  return page('Permissions requested', body);
}

/** The dead end of a person who may not approve (AADSTS90094). */
export function adminApprovalPage(form: Form, facts: { account: Account; appName: string }): string {
  const body = `<p class="soft">${escapeHtml(facts.account.user.signInName)}</p><h1>Need admin approval</h1>
<p><b>${escapeHtml(facts.appName)}</b> needs permission to access resources in your organization that only an admin can grant.
Ask an admin to grant permission to this app before you can use it.</p><p class="soft">AADSTS90094</p>
<form class="row" method="post" action="${escapeHtml(form.action)}">${hidden('return', form.returnTo)}${hidden('user', facts.account.user.id)}
<button type="submit" name="decision" value="cancel">Return to the application</button></form>`;
  return page('Need admin approval', body);
}

/** An error that is shown here and never sent back to the application. */
export function errorPage(error: TracedError, tenant: Tenant | null): string {
  const row = (name: string, value: string) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`;
  const text = error.error_description.split(' Trace ID: ')[0] ?? '';
  const body = `<h1>Sorry, but we’re having trouble signing you in.</h1><p>${escapeHtml(text)}</p><dl>
${row('Request Id', error.trace_id)}${row('Correlation Id', error.correlation_id)}${row('Timestamp', error.timestamp)}
${tenant ? row('Organization', tenant.name) : ''}</dl>`;
  return page('Sign in to your account', body);
}

/** Shown after signing out when no address to return to was given. */
export const signedOutPage = (): string => page('Signed out', '<h1>You signed out</h1><p>You can close this window.</p>');

/** What little the practice cloud says about an error number. */
export const errorLookupPage = (number: number, oauthError: string): string =>
  page(`AADSTS${number}`, `<h1>AADSTS${number}</h1><p>Reported to applications as <code>${escapeHtml(oauthError)}</code>.</p>`);
