import type { Cloud } from '../cloud';
import type { Tenant } from '../directory/tenant';
import { checkedBody, list, record, text } from '../graph/check';
import { type HandMade, handMadeCheck } from '../hand-made';
import { newId } from '../ids';
import { isObject, type Json, type JsonObject, textOf } from '../json';
import { customerScenarios } from '../scenarios';
import { seedScenario } from '../seed';
import { ControlFailure } from './failure';
import { changeSettings } from './settings';

const wishCheck = record(
  {
    template: text(200),
    settings: (value) => (isObject(value) ? null : 'settings must be an object.'),
    handMade: list(handMadeCheck, 8),
  },
  ['template'],
);

const isWish = (body: JsonObject): body is JsonObject & { handMade?: readonly HandMade[] } => wishCheck(body, 'tenant') === null;

/**
 * Makes an organization like a seeded one, at a domain of its own: whoever uses it meets nobody else. It lives until everything is reset
 * or the practice cloud ends; the state file leaves it out.
 * @param value `{template, settings?, handMade?}`: domain of the seeded organization, settings that differ from its own, and the
 * registrations that a person made by hand instead of its own
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
  const handMade = isWish(body) ? (body.handMade ?? template.handMade) : template.handMade;
  const tenant = seedScenario(cloud, { ...template, domain, people, ...(handMade ? { handMade } : {}) });
  if (isObject(body.settings)) changeSettings(cloud, tenant, body.settings);
  return tenant;
}
