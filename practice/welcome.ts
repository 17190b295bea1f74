import { type Cloud, tenantsOf } from './cloud';
import type { Tenant } from './directory/tenant';
import { escapeHtml, page } from './entra/html';
import { type Answer, pageAnswer } from './http';
import { roleNames } from './people';

function organization(tenant: Tenant): string {
  const people = tenant.users.map(
    (user) =>
      `<li><code>${escapeHtml(user.signInName)}</code> <span class="soft">${escapeHtml(roleNames(user))}. ${escapeHtml(user.shows ?? '')}</span></li>`,
  );
  return `<h2>${escapeHtml(tenant.name)}</h2><p class="soft">${escapeHtml(tenant.shows)}</p><ul>${people.join('')}</ul>`;
}

/** The page at the root: who can sign in here and what each organization shows. */
export function welcome(cloud: Cloud): Answer {
  const body = `<h1>Practice cloud</h1><p>A local imitation of the parts of Microsoft's cloud that Defender Connect uses.</p>${tenantsOf(cloud).map(organization).join('')}`;
  return pageAnswer(200, page('Practice cloud', body));
}
