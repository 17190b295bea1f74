import type { JsonObject } from '../json';
import { type GraphCall, GraphFailure, type GraphResult } from './call';
import { checkedBody, nullable, record, text } from './check';
import { listResult, type Shape } from './odata';

function shapeOf(set: string, type: string, sample: JsonObject): Shape {
  return { set: `security/${set}`, type: `microsoft.graph.${type}`, known: new Set(Object.keys(sample)) };
}

/** Without a Defender plan these reads answer 403 although the permission is there. */
function requireLicence({ tenant }: GraphCall): void {
  if (!tenant.settings.noLicence) return;
  throw new GraphFailure(403, 'Forbidden', {
    message: 'The tenant is not provisioned for Microsoft Defender XDR.',
    innerCode: 'Forbidden',
  });
}

export function listIncidents(call: GraphCall): GraphResult {
  requireLicence(call);
  const at = call.cloud.clock.stamp();
  const incident = {
    id: '2972',
    tenantId: call.tenant.id,
    displayName: 'Multi-stage incident involving initial access on one endpoint',
    severity: 'medium',
    status: 'active',
    classification: 'unknown',
    determination: 'unknown',
    assignedTo: null,
    createdDateTime: at,
    lastUpdateDateTime: at,
    customTags: [],
    comments: [],
    incidentWebUrl: 'https://security.microsoft.com/incidents/2972',
    redirectIncidentId: null,
  };
  return listResult(call, shapeOf('incidents', 'security.incident', incident), [incident]);
}

export function listAlerts(call: GraphCall): GraphResult {
  requireLicence(call);
  const at = call.cloud.clock.stamp();
  const alert = {
    id: 'da637578995287051192_756343937',
    tenantId: call.tenant.id,
    title: 'Suspicious execution of hidden file',
    severity: 'low',
    status: 'new',
    serviceSource: 'microsoftDefenderForEndpoint',
    createdDateTime: at,
    lastUpdateDateTime: at,
    incidentId: '2972',
  };
  return listResult(call, shapeOf('alerts_v2', 'security.alert', alert), [alert]);
}

/** Secure scores exist in every tenant; without a Defender plan the list is empty. */
export function listSecureScores(call: GraphCall): GraphResult {
  const score = {
    id: `${call.tenant.id}_2026-11-22`,
    azureTenantId: call.tenant.id,
    activeUserCount: 120,
    createdDateTime: call.cloud.clock.stamp(),
    currentScore: 311.5,
    enabledServices: ['HasEXOP2', 'HasMCAS'],
    licensedUserCount: 140,
    maxScore: 662,
    averageComparativeScores: [],
    controlScores: [],
    vendorInformation: { provider: 'SecureScore', providerVersion: null, subProvider: null, vendor: 'Microsoft' },
  };
  return listResult(call, shapeOf('secureScores', 'secureScore', score), call.tenant.settings.noLicence ? [] : [score]);
}

/** Runs a hunting query: every query finds one device. */
export function runHuntingQuery(call: GraphCall): GraphResult {
  checkedBody(call.body, record({ Query: text(10_000), Timespan: nullable(text(64)) }, ['Query']), 'runHuntingQuery');
  requireLicence(call);
  const schema = [{ name: 'DeviceName', type: 'String' }];
  const context = `${call.root}/$metadata#microsoft.graph.security.huntingQueryResults`;
  return { status: 200, body: { '@odata.context': context, schema, results: [{ DeviceName: `pc-01.${call.tenant.domain}` }] } };
}
