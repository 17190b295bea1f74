import { type Cloud, tenantBy, tenantsOf } from '../cloud';
import { credentialOf } from '../directory/secrets';
import { age, settle, type Tenant } from '../directory/tenant';
import { checkedBody, record, text } from '../graph/check';
import { isObject, type Json, textOf } from '../json';
import { roleNames } from '../people';
import { scenarioOf, seedAll, seedScenario } from '../seed';
import { act } from './act';
import { ControlFailure } from './failure';
import { faultFrom } from './fault-body';
import { makeTenant } from './new-tenant';
import { changeSettings } from './settings';
import { tenantState } from './tenant-state';

/** One request to the control API. */
export interface ControlCall {
  readonly cloud: Cloud;
  readonly tenantName: string | null;
  readonly query: URLSearchParams;
  readonly body: Json;
}

interface ControlRoute {
  readonly method: string;
  readonly path: RegExp;
  readonly run: (call: ControlCall) => unknown;
}

function tenantFor({ cloud, tenantName }: ControlCall): Tenant {
  const tenant = tenantBy(cloud, tenantName ?? '');
  if (!tenant) throw new ControlFailure(404, `There is no tenant ${tenantName}.`);
  return tenant;
}

const summary = ({ id, name, domain, shows, staff, settings }: Tenant) => ({ id, name, domain, shows, staff, settings });

function state({ cloud }: ControlCall) {
  const { options, clock, running, faults, journal } = cloud;
  return {
    tenants: tenantsOf(cloud).map(summary),
    issuerBase: cloud.issuerBase,
    clients: { portal: options.portal.clientId, staff: options.staff.clientId, platform: options.platform.clientId },
    running: { ...running, offsetSeconds: clock.offsetSeconds },
    faults: faults.all().map(({ match, ...fault }) => ({ ...fault, match: { ...match, path: match.path?.source } })),
    journal: { last: journal.last },
  };
}

function people({ cloud }: ControlCall) {
  const list = tenantsOf(cloud).flatMap((tenant) =>
    tenant.users.map((user) => ({
      account: user.signInName,
      userPrincipalName: user.userPrincipalName,
      name: user.displayName,
      id: user.id,
      userType: user.userType,
      role: roleNames(user),
      organization: tenant.name,
      domain: tenant.domain,
      tenantId: tenant.id,
      staff: tenant.staff,
      shows: user.shows ?? tenant.shows,
    })),
  );
  return { people: list };
}

function reset({ cloud, body }: ControlCall) {
  const name = isObject(body) ? textOf(body, 'tenant') : null;
  if (name !== null) {
    const { domain } = tenantFor({ cloud, tenantName: name, query: new URLSearchParams(), body });
    const scenario = scenarioOf(domain);
    if (!scenario) throw new ControlFailure(400, `${domain} was made by control and has no beginning. Make another one.`);
    cloud.journal.clear();
    seedScenario(cloud, scenario);
    return { reset: domain };
  }
  cloud.journal.clear();
  cloud.faults.clear();
  cloud.signIns.clear();
  cloud.clock.offsetSeconds = 0;
  cloud.running.latencyMs = cloud.options.latencyMs;
  cloud.running.lagSeconds = cloud.options.lagSeconds;
  seedAll(cloud);
  return { reset: 'all' };
}

function numberOf(body: Json, name: string): number {
  const value = isObject(body) ? body[name] : undefined;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new ControlFailure(400, `${name} must be a number.`);
}

function setClock({ cloud, body }: ControlCall) {
  cloud.clock.offsetSeconds = numberOf(body, 'offsetSeconds');
  return { now: new Date(cloud.clock.now()).toISOString() };
}

function setLatency({ cloud, body }: ControlCall) {
  cloud.running.latencyMs = Math.max(0, numberOf(body, 'milliseconds'));
  return cloud.running;
}

function setLag({ cloud, body }: ControlCall) {
  cloud.running.lagSeconds = Math.min(600, Math.max(0, numberOf(body, 'seconds')));
  if (cloud.running.lagSeconds === 0) for (const tenant of tenantsOf(cloud)) if (tenant.settings.lagSeconds === null) settle(tenant);
  return cloud.running;
}

/** Time passes for one tenant: what was written in it was written that much earlier. */
function ageTenant(call: ControlCall) {
  const seconds = numberOf(call.body, 'seconds');
  age(tenantFor(call), seconds);
  return { seconds };
}

function checkSecret(call: ControlCall) {
  const tenant = tenantFor(call);
  const body = checkedBody(call.body, record({ appId: text(64), secret: text(512) }, ['appId', 'secret']), 'check-secret');
  const application = tenant.applications.all('primary').find(({ appId }) => appId === body.appId);
  const credential = application ? credentialOf(tenant, application, textOf(body, 'secret') ?? '') : null;
  if (!credential) return { valid: false };
  const now = call.cloud.clock.now();
  const valid = now >= Date.parse(credential.startDateTime) && now < Date.parse(credential.endDateTime);
  return { valid, keyId: credential.keyId, expiresAt: credential.endDateTime };
}

function addFault({ cloud, body }: ControlCall) {
  cloud.faults.add(faultFrom(body));
  return { faults: cloud.faults.all().length };
}

function clearFaults({ cloud }: ControlCall) {
  cloud.faults.clear();
  return { faults: 0 };
}

function readJournal({ cloud, query }: ControlCall) {
  const tenant = query.get('tenant');
  const entries = cloud.journal.since(Number(query.get('since') ?? 0));
  return { last: cloud.journal.last, entries: tenant === null ? entries : entries.filter(({ tenantId }) => tenantId === tenant) };
}

function clearJournal({ cloud }: ControlCall) {
  cloud.journal.clear();
  return { last: cloud.journal.last };
}

const tenantPath = (rest = '') => new RegExp(`^/tenants/(?<tenant>[^/]+)${rest}$`);

/** Everything that the control API serves. */
export const routes: readonly ControlRoute[] = [
  { method: 'GET', path: /^\/state$/, run: state },
  { method: 'GET', path: /^\/people$/, run: people },
  { method: 'POST', path: /^\/reset$/, run: reset },
  { method: 'POST', path: /^\/clock$/, run: setClock },
  { method: 'POST', path: /^\/latency$/, run: setLatency },
  { method: 'POST', path: /^\/lag$/, run: setLag },
  { method: 'POST', path: /^\/faults$/, run: addFault },
  { method: 'DELETE', path: /^\/faults$/, run: clearFaults },
  { method: 'GET', path: /^\/journal$/, run: readJournal },
  { method: 'DELETE', path: /^\/journal$/, run: clearJournal },
  { method: 'POST', path: /^\/tenants$/, run: ({ cloud, body }) => summary(makeTenant(cloud, body)) },
  {
    method: 'GET',
    path: tenantPath(),
    run: (call) => tenantState(call.cloud, tenantFor(call), call.query.get('view') === 'replica' ? 'replica' : 'primary'),
  },
  { method: 'PATCH', path: tenantPath(), run: (call) => changeSettings(call.cloud, tenantFor(call), call.body) },
  { method: 'POST', path: tenantPath('/check-secret'), run: checkSecret },
  { method: 'POST', path: tenantPath('/age'), run: ageTenant },
  { method: 'POST', path: tenantPath('/act'), run: (call) => act(call.cloud, tenantFor(call), call.body) },
];
