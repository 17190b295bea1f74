import type { Cloud } from '../cloud';
import type { Tenant } from '../directory/tenant';
import { checkedBody, record, text } from '../graph/check';
import { newId } from '../ids';
import { isObject, type Json, textOf } from '../json';
import { customerScenarios } from '../scenarios';
import { seedScenario } from '../seed';
import { ControlFailure } from './failure';
import { changeSettings } from './settings';

const wishCheck = record({ template: text(200), settings: (value) => (isObject(value) ? null : 'settings must be an object.') }, [
  'template',
]);

/**
 * Makes an organization like a seeded one, at a domain of its own: whoever uses it meets nobody else. It lives until everything is reset
 * or the practice cloud ends; the state file leaves it out.
 * @param value `{template, settings?}`: domain of the seeded organization, and settings that differ from its own
 */
export function makeTenant(cloud: Cloud, value: Json): Tenant {
  const body = checkedBody(value, wishCheck, 'tenant');
  const template = customerScenarios.find(({ domain }) => domain === textOf(body, 'template'));
  if (!template) throw new ControlFailure(404, `There is no customer scenario ${textOf(body, 'template')}.`);
  const domain = `t${newId().slice(0, 8)}.${template.domain}`;
  const moved = (account: string) => account.replaceAll(`@${template.domain}`, `@${domain}`);
  const people = template.people.map((person) => {
    const { account, guestPrincipalName } = person;
    return { ...person, account: moved(account), ...(guestPrincipalName ? { guestPrincipalName: moved(guestPrincipalName) } : {}) };
  });
  const tenant = seedScenario(cloud, { ...template, domain, people });
  if (isObject(body.settings)) changeSettings(cloud, tenant, body.settings);
  return tenant;
}
