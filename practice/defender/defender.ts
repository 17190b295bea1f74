import type { JWTPayload } from 'jose';
import type { Cloud } from '../cloud';
import { endpointAppId, firstPartyApps, threatProtectionAppId } from '../directory/first-party';
import type { Tenant } from '../directory/tenant';
import { type Answer, type Exchange, header, jsonAnswer } from '../http';
import { newId } from '../ids';
import { isObject, isTextList, parseJson } from '../json';
import { verify } from '../keys';

/** One operation of a Defender API and the application permission that it needs. */
interface Operation {
  readonly method: string;
  readonly path: string;
  readonly role: string;
  readonly run: (tenant: Tenant, exchange: Exchange) => Answer;
}

/** Both Defender APIs answer errors in this form; `target` is the id under which Microsoft can trace the call. */
function failure(status: number, code: string, message: string): Answer {
  const headers: Answer['headers'] = status === 401 ? { 'www-authenticate': 'Bearer error="invalid_token"' } : {};
  return jsonAnswer(status, { error: { code, message, target: newId() } }, headers);
}

const context = (exchange: Exchange, set: string) => ({ '@odata.context': `${exchange.base}/api/$metadata#${set}` });

const incident = (tenant: Tenant) => ({
  incidentId: 2972,
  incidentName: 'Multi-stage incident on one endpoint',
  severity: 'Medium',
  status: 'Active',
  classification: 'Unknown',
  determination: 'NotAvailable',
  createdTime: '2026-11-20T09:14:00Z',
  lastUpdateTime: '2026-11-22T17:02:11Z',
  tags: [],
  comments: [],
  alerts: [],
  incidentUri: `https://security.microsoft.com/incidents/2972?tid=${tenant.id}`,
});

function hunting(tenant: Tenant, exchange: Exchange): Answer {
  const body = parseJson(exchange.body);
  if (!isObject(body) || typeof body.Query !== 'string') return failure(400, 'BadRequest', "The request body must contain 'Query'.");
  const Schema = [{ Name: 'DeviceName', Type: 'String' }];
  return jsonAnswer(200, { Stats: { ExecutionTime: 0.02 }, Schema, Results: [{ DeviceName: `pc-01.${tenant.domain}` }] });
}

const xdrOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/incidents',
    role: 'Incident.Read.All',
    run: (tenant, exchange) => jsonAnswer(200, { ...context(exchange, 'Incidents'), value: [incident(tenant)] }),
  },
  { method: 'POST', path: '/api/advancedhunting/run', role: 'AdvancedHunting.Read.All', run: hunting },
];

const machine = (tenant: Tenant) => ({
  id: '1e5bc9d7e413ddd7902c2932e418702b84d0cc07',
  computerDnsName: `pc-01.${tenant.domain}`,
  firstSeen: '2026-01-08T10:00:00Z',
  lastSeen: '2026-11-22T20:41:00Z',
  osPlatform: 'Windows11',
  healthStatus: 'Active',
  riskScore: 'Low',
  exposureLevel: 'Medium',
  onboardingStatus: 'Onboarded',
});

const endpointOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/machines',
    role: 'Machine.Read.All',
    run: (tenant, exchange) =>
      tenant.settings.noMachines
        ? failure(404, 'NotFound', 'No recent machines were found.')
        : jsonAnswer(200, { ...context(exchange, 'Machines'), value: [machine(tenant)] }),
  },
  {
    method: 'GET',
    path: '/api/exposureScore',
    role: 'Score.Read.All',
    run: (_tenant, exchange) =>
      jsonAnswer(200, { ...context(exchange, 'ExposureScore/$entity'), time: '2026-11-22T00:00:00Z', score: 33.49, rbacGroupId: null }),
  },
  { method: 'POST', path: '/api/advancedqueries/run', role: 'AdvancedQuery.Read.All', run: hunting },
];

interface DefenderApi {
  readonly appId: string;
  readonly operations: readonly Operation[];
  /** The answer of a tenant without a Defender plan. */
  readonly unlicensed: () => Answer;
}

const xdrApi: DefenderApi = {
  appId: threatProtectionAppId,
  operations: xdrOperations,
  unlicensed: () => failure(403, 'Forbidden', 'The tenant is not provisioned for Microsoft Defender XDR.'),
};

const endpointApi: DefenderApi = {
  appId: endpointAppId,
  operations: endpointOperations,
  unlicensed: () => failure(403, 'DisabledFeature', 'Tenant feature is not enabled.'),
};

/** Answers a request to Microsoft Threat Protection (Defender XDR API). */
export const xdr = (cloud: Cloud, exchange: Exchange): Promise<Answer> => serve(cloud, exchange, xdrApi);

/** Answers a request to WindowsDefenderATP (Defender for Endpoint API). */
export const endpoint = (cloud: Cloud, exchange: Exchange): Promise<Answer> => serve(cloud, exchange, endpointApi);

const isFor = (claims: JWTPayload, appId: string) => {
  const names = [appId, ...(firstPartyApps.get(appId)?.names ?? [])];
  return [claims.aud ?? []].flat().some((audience) => names.includes(audience));
};

async function serve(cloud: Cloud, exchange: Exchange, api: DefenderApi): Promise<Answer> {
  const [scheme, token = ''] = (header(exchange.headers, 'authorization') ?? '').split(' ');
  const claims = scheme?.toLowerCase() === 'bearer' ? await verify(cloud.key, token, cloud.clock.now()) : null;
  const tenant = claims ? cloud.tenants.get(String(claims.tid)) : undefined;
  if (!claims || !tenant) return failure(401, 'Unauthorized', 'The token is missing, expired, or not to be trusted.');
  exchange.notes.tenantId = tenant.id;
  exchange.notes.actor = String(claims.appid);
  if (!isFor(claims, api.appId)) {
    const sibling = isFor(claims, endpointAppId) || isFor(claims, threatProtectionAppId);
    return sibling
      ? failure(403, 'Forbidden', 'The token is for another Defender API.')
      : failure(401, 'Unauthorized', 'Invalid audience.');
  }
  const operation = api.operations.find(({ method, path }) => method === exchange.method && path === exchange.path.replace(/\/$/, ''));
  if (!operation) return failure(404, 'ResourceNotFound', `No resource was found for ${exchange.method} ${exchange.path}.`);
  const roles = isTextList(claims.roles) ? claims.roles : [];
  if (!roles.includes(operation.role)) {
    return failure(403, 'Forbidden', `The application does not have any of the required permissions (${operation.role}).`);
  }
  return tenant.settings.noLicence ? api.unlicensed() : operation.run(tenant, exchange);
}
