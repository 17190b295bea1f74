import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { manifest } from '../domain/permissions';
import { graphBatch } from './batch';
import { microsoft } from './graph';
import { applicationWire, batchRequests, type GraphReplies, graphIds as ids, notFound, startGraph } from './graph.test-server';
import { tenantId } from './loopback.test-server';
import type { ObserveRequest } from './microsoft';
import { MicrosoftError } from './microsoft-error';

const running: { close(): Promise<void> }[] = [];
async function graphWith(replies: GraphReplies) {
  const graph = await startGraph(replies);
  running.push(graph);
  return graph;
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const kindOf = (request: Promise<unknown>) =>
  request.then(
    () => null,
    (error: unknown) => (error instanceof MicrosoftError ? error.facts.kind : error),
  );

const [row] = manifest.rows;
const api = row?.resourceAppId ?? '';
const seeing: ObserveRequest = {
  resourceAppIds: [api],
  uniqueName: "o'reilly-app",
  displayName: "O'Reilly & Sons",
  servicePrincipalId: null,
};
const tenant: GraphReplies = {
  'GET /me': { status: 200, body: { id: ids.key, displayName: 'Adele', userPrincipalName: 'adele@contoso.example', userType: 'Guest' } },
  'GET /organization': {
    status: 200,
    body: {
      value: [
        {
          id: tenantId,
          displayName: 'Contoso',
          verifiedDomains: [{ name: 'contoso.onmicrosoft.example' }, { name: 'contoso.example', isDefault: true }],
        },
      ],
    },
  },
  'GET /applications': { status: 200, body: { value: [] } },
};
const resource = {
  id: ids.resource,
  displayName: 'An API',
  accountEnabled: true,
  appRoles: [
    { id: ids.key, value: row?.value, isEnabled: true, allowedMemberTypes: ['Application'] },
    { id: ids.app, value: 'Something.Else', isEnabled: true, allowedMemberTypes: ['Application'] },
    { id: ids.app, value: null, isEnabled: true, allowedMemberTypes: ['User'] },
  ],
  oauth2PermissionScopes: [{ id: ids.app, value: row?.value, isEnabled: true }],
};

describe('observe', () => {
  it('reads an untouched tenant in one request', async () => {
    const graph = await graphWith(tenant);
    const seen = await microsoft.observe(graph.caller, seeing);
    expect(seen).toEqual({
      at: expect.any(Date),
      organization: {
        id: tenantId,
        name: 'Contoso',
        domain: 'contoso.example',
        domains: ['contoso.onmicrosoft.example', 'contoso.example'],
      },
      me: { id: ids.key, name: 'Adele', account: 'adele@contoso.example', isGuest: true },
      resources: { [api]: null },
      application: null,
      servicePrincipal: null,
      grants: null,
      namesakes: [],
      policy: null,
      deletedApplications: null,
    });
    expect(graph.received.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /graph/v1.0/$batch']);
    expect(graph.caller.calls).toHaveLength(1);
  });

  it('doubles quotes in names, so that a name is never a query', async () => {
    const graph = await graphWith(tenant);
    await microsoft.observe(graph.caller, seeing);
    const urls = graph.received.flatMap(batchRequests).map(({ url }) => url);
    expect(urls).toContainEqual(expect.stringContaining("/applications(uniqueName='o''reilly-app')?"));
    expect(urls).toContainEqual(expect.stringContaining("$filter=displayName%20eq%20'O''Reilly%20%26%20Sons'&"));
  });

  it('reshapes application, API, principal and grants, and keeps of an API what the manifest names', async () => {
    const graph = await graphWith({
      ...tenant,
      [`GET /servicePrincipals(appId='${api}')`]: { status: 200, body: resource },
      "GET /applications(uniqueName='o''reilly-app')": { status: 200, body: applicationWire },
      [`GET /servicePrincipals/${ids.principal}`]: { status: 200, body: { id: ids.principal } },
      [`GET /servicePrincipals/${ids.principal}/appRoleAssignments`]: {
        status: 200,
        body: { value: [{ appRoleId: ids.key, resourceId: ids.resource }] },
      },
    });
    const seen = await microsoft.observe(graph.caller, { ...seeing, servicePrincipalId: ids.principal });
    expect(seen.resources[api]).toEqual({
      servicePrincipalId: ids.resource,
      displayName: 'An API',
      accountEnabled: true,
      appRoles: [{ id: ids.key, value: row?.value, isEnabled: true, allowedMemberTypes: ['Application'] }],
      scopes: [],
    });
    expect(seen.application).toEqual({
      objectId: ids.object,
      appId: ids.app,
      displayName: 'An app',
      uniqueName: 'an-app',
      signInAudience: 'AzureADMyOrg',
      requiredResourceAccess: [{ resourceAppId: ids.resource, resourceAccess: [{ id: ids.key, type: 'Role' }] }],
      redirectUris: ['https://portal.example/callback'],
      tags: ['one'],
      createdAt: new Date('2026-11-20T08:09:10.123Z'),
      passwords: [
        {
          keyId: ids.key,
          displayName: 'FortifyDataAPISecret',
          startsAt: new Date('2026-11-20T08:09:10Z'),
          expiresAt: new Date('2028-11-19T08:09:10Z'),
        },
      ],
      certificates: [],
    });
    expect(seen.servicePrincipal).toEqual({ id: ids.principal, accountEnabled: true });
    expect(seen.grants).toEqual([{ appRoleId: ids.key, resourceId: ids.resource }]);
    expect(graph.received).toHaveLength(1);
  });

  it('follows grants to further pages with requests of their own', async () => {
    const list = `GET /servicePrincipals/${ids.principal}/appRoleAssignments`;
    let origin = '';
    const graph = await graphWith({
      ...tenant,
      [`GET /servicePrincipals/${ids.principal}`]: { status: 200, body: { id: ids.principal, accountEnabled: false } },
      [list]: ({ url }) =>
        url.includes('$skiptoken=2')
          ? { status: 200, body: { value: [{ appRoleId: ids.app, resourceId: ids.resource }] } }
          : {
              status: 200,
              body: {
                value: [{ appRoleId: ids.key, resourceId: ids.resource }],
                '@odata.nextLink': `${origin}/graph/v1.0/servicePrincipals/${ids.principal}/appRoleAssignments?$top=999&$skiptoken=2`,
              },
            },
    });
    origin = graph.origin;
    const seen = await microsoft.observe(graph.caller, { ...seeing, servicePrincipalId: ids.principal });
    expect(seen.grants?.map((grant) => grant.appRoleId)).toEqual([ids.key, ids.app]);
    expect(seen.servicePrincipal?.accountEnabled).toBe(false);
    expect(graph.received).toHaveLength(2);
  });

  it('names apps of our display name that are not ours', async () => {
    const wire = { id: ids.object, appId: ids.app, displayName: 'O', createdDateTime: '2025-01-02T03:04:05Z' };
    const value = [
      { ...wire, uniqueName: seeing.uniqueName },
      { ...wire, uniqueName: null },
    ];
    const graph = await graphWith({ ...tenant, 'GET /applications': { status: 200, body: { value } } });
    const { namesakes } = await microsoft.observe(graph.caller, seeing);
    expect(namesakes).toEqual([
      { objectId: ids.object, appId: ids.app, displayName: 'O', createdAt: new Date('2025-01-02T03:04:05Z'), found: null },
    ]);
    expect(graph.received).toHaveLength(1);
  });

  it('refuses an answer about another organization', async () => {
    const graph = await graphWith({
      ...tenant,
      'GET /organization': { status: 200, body: { value: [{ id: ids.app, displayName: 'X', verifiedDomains: [] }] } },
    });
    expect(await kindOf(microsoft.observe(graph.caller, seeing))).toBe('unreadable');
  });

  it.each([
    ['GET /me', { status: 429, headers: { 'Retry-After': '9' } }, 'throttled'],
    ['GET /me', { status: 403, body: { error: { code: 'Authorization_RequestDenied' } } }, 'denied'],
    ['GET /me', notFound, 'not-found'],
    ["GET /applications(uniqueName='o''reilly-app')", { status: 503 }, 'unavailable'],
    ["GET /applications(uniqueName='o''reilly-app')", { status: 200, body: { id: 7 } }, 'unreadable'],
  ] as const)('fails as a whole when %s answers %j', async (path, reply, kind) => {
    const graph = await graphWith({ ...tenant, [path]: reply });
    const error = await microsoft.observe(graph.caller, seeing).catch((caught: unknown) => caught);
    if (!(error instanceof MicrosoftError)) throw new Error('expected a MicrosoftError', { cause: error });
    expect(error.facts).toMatchObject({ kind, retryAfterSeconds: kind === 'throttled' ? 9 : null });
    expect(error.facts.clientRequestId).toBe(graph.received[0]?.headers['client-request-id']);
  });
});

describe('a batch', () => {
  it('asks once more for the items alone that a busy tenant refused, after the pause that Microsoft wants', async () => {
    const answers = [{ status: 429, headers: { 'Retry-After': '0' } }, tenant['GET /me']];
    const replies = Object.defineProperty({ ...tenant }, 'GET /me', { get: () => answers.shift() });
    const graph = await graphWith(replies);
    const seen = await microsoft.observe(graph.caller, seeing);
    expect(seen.me.name).toBe('Adele');
    expect(graph.received.map((request) => batchRequests(request).length)).toEqual([7, 1]);
  });

  const policyPath = 'GET /policies/defaultAppManagementPolicy';
  it.each([
    { status: 403, body: { error: { code: 'Authorization_RequestDenied' } } },
    { status: 429, headers: { 'Retry-After': '1' } },
    { status: 429, headers: { 'Retry-After': '600' } },
    { status: 500 },
    { status: 200, body: { isEnabled: 'perhaps' } },
  ])('costs nothing when the policy on keys cannot be read: %j', async (reply) => {
    const graph = await graphWith({ ...tenant, [policyPath]: reply });
    expect(await microsoft.observe(graph.caller, seeing)).toMatchObject({ policy: null, me: { name: 'Adele' } });
    expect(graph.received).toHaveLength(1);
  });

  it('brings the policy on keys where it may be read', async () => {
    const restriction = { restrictionType: 'passwordLifetime', state: 'enabled', maxLifetime: 'P90D' };
    const body = { isEnabled: true, applicationRestrictions: { passwordCredentials: [restriction], keyCredentials: [] } };
    const graph = await graphWith({ ...tenant, [policyPath]: { status: 200, body } });
    const { policy } = await microsoft.observe(graph.caller, seeing);
    expect(policy?.secrets).toEqual([{ type: 'passwordLifetime', maxDays: 90, createdAfter: null, exempts: false }]);
  });

  it('leaves a long pause to the engine', async () => {
    const graph = await graphWith({ ...tenant, 'GET /me': { status: 429, headers: { 'Retry-After': '30' } } });
    expect(await kindOf(microsoft.observe(graph.caller, seeing))).toBe('throttled');
    expect(graph.received).toHaveLength(1);
  });

  it('holds twenty requests at most', async () => {
    const graph = await graphWith(tenant);
    const gets = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`r${index}`, '/me']));
    await expect(graphBatch(graph.caller, { purpose: 'p', gets })).rejects.toThrow(RangeError);
    expect(graph.received).toEqual([]);
  });

  it('that lacks an answer is unreadable', async () => {
    const graph = await graphWith({ 'POST /$batch': { status: 200, body: {} } });
    const answers = await graphBatch(graph.caller, { purpose: 'p', gets: {} });
    expect(() => answers.find('me', z.unknown())).toThrow(/unreadable/);
  });
});
