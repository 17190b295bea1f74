import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { manifest } from '../domain/permissions';
import { graphBatch } from './batch';
import { microsoft } from './graph';
import { applicationWire, batchRequests, type GraphReplies, graphIds as ids, notFound, startGraph } from './graph.test-server';
import { tenantId } from './loopback.test-server';
import type { ApplicationSpec, ObserveRequest } from './microsoft';
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
      organization: { id: tenantId, name: 'Contoso', domain: 'contoso.example' },
      me: { id: ids.key, name: 'Adele', account: 'adele@contoso.example', isGuest: true },
      resources: { [api]: null },
      application: null,
      servicePrincipal: null,
      grants: null,
      namesakes: [],
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
    expect(namesakes).toEqual([{ appId: ids.app, displayName: 'O', createdAt: new Date('2025-01-02T03:04:05Z') }]);
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

const spec: ApplicationSpec = {
  uniqueName: 'an-app',
  displayName: 'An app',
  requiredResourceAccess: [{ resourceAppId: ids.resource, resourceAccess: [{ id: ids.key, type: 'Role' }] }],
  redirectUris: ['https://portal.example/callback'],
  tags: ['one'],
  notes: 'n',
  infoUrls: { marketing: 'https://m.example', privacy: 'https://p.example', support: 'https://s.example', terms: 'https://t.example' },
};

describe('upserts', () => {
  it('take a new application from the answer itself', async () => {
    const graph = await graphWith({ "PATCH /applications(uniqueName='an-app')": { status: 201, body: applicationWire } });
    expect((await microsoft.upsertApplication(graph.caller, spec)).objectId).toBe(ids.object);
    expect(graph.received.map(({ headers }) => headers['prefer'])).toEqual(['create-if-missing']);
  });

  it('read an application that existed', async () => {
    const path = "/applications(uniqueName='an-app')";
    const graph = await graphWith({ [`PATCH ${path}`]: { status: 204 }, [`GET ${path}`]: { status: 200, body: applicationWire } });
    expect((await microsoft.upsertApplication(graph.caller, spec)).appId).toBe(ids.app);
    expect(graph.received.map(({ method }) => method)).toEqual(['PATCH', 'GET']);
  });

  it('make a principal, or read the one that existed', async () => {
    const path = `/servicePrincipals(appId='${ids.app}')`;
    const made = await graphWith({ [`PATCH ${path}`]: { status: 201, body: { id: ids.principal, accountEnabled: true } } });
    expect(await microsoft.upsertServicePrincipal(made.caller, ids.app)).toEqual({ id: ids.principal, accountEnabled: true });
    const there = await graphWith({ [`PATCH ${path}`]: { status: 204 }, [`GET ${path}`]: { status: 200, body: { id: ids.principal } } });
    expect((await microsoft.upsertServicePrincipal(there.caller, ids.app)).id).toBe(ids.principal);
    expect(there.received[0]?.headers['prefer']).toBe('create-if-missing');
  });

  it("set no tag on Microsoft's own principals", async () => {
    const graph = await graphWith({ [`PATCH /servicePrincipals(appId='${api}')`]: { status: 201, body: { id: ids.principal } } });
    await microsoft.upsertServicePrincipal(graph.caller, api);
    expect(graph.received[0]?.body).toBe('{"accountEnabled":true}');
  });
});

describe('the other calls', () => {
  it('readApplication gives null for what reads do not show yet', async () => {
    const request = { applicationObjectId: ids.object, servicePrincipalId: ids.principal };
    const empty = await graphWith({});
    expect(await microsoft.readApplication(empty.caller, request)).toEqual({ application: null, servicePrincipal: null });
    const full = await graphWith({
      [`GET /applications/${ids.object}`]: { status: 200, body: applicationWire },
      [`GET /servicePrincipals/${ids.principal}`]: { status: 200, body: { id: ids.principal, accountEnabled: true } },
    });
    const seen = await microsoft.readApplication(full.caller, request);
    expect([seen.application?.appId, seen.servicePrincipal?.id, full.received.length]).toEqual([ids.app, ids.principal, 1]);
  });

  it('listGrants reads ten pages and no more', async () => {
    const path = `/servicePrincipals/${ids.principal}/appRoleAssignments`;
    let origin = '';
    const page = () => ({
      status: 200,
      body: { value: [{ appRoleId: ids.key, resourceId: ids.resource }], '@odata.nextLink': `${origin}/graph/v1.0${path}?$skiptoken=x` },
    });
    const graph = await graphWith({ [`GET ${path}`]: page });
    origin = graph.origin;
    expect(await kindOf(microsoft.listGrants(graph.caller, ids.principal))).toBe('unreadable');
    expect(graph.received).toHaveLength(10);
  });

  it.each([
    'https://evil.example/v1.0/x',
    'http://127.0.0.1:1/graph/v1.0/x',
    '/graph/v1.0/x',
    'ORIGIN/graph/v1.0/../../login',
    'ORIGIN.evil.example/graph/v1.0/x',
  ])('listGrants does not follow %s', async (link) => {
    let origin = '';
    const path = `GET /servicePrincipals/${ids.principal}/appRoleAssignments`;
    const graph = await graphWith({
      [path]: () => ({ status: 200, body: { value: [], '@odata.nextLink': link.replace('ORIGIN', origin) } }),
    });
    origin = graph.origin;
    expect(await kindOf(microsoft.listGrants(graph.caller, ids.principal))).toBe('unreadable');
    expect(graph.received).toHaveLength(1);
  });

  it('removePassword takes a key that is gone for removed, and nothing else', async () => {
    const path = `POST /applications/${ids.object}/removePassword`;
    const error = (code: string, message: string) => ({ error: { code, message } });
    const cases = [
      [{ status: 204 }, null],
      [notFound, null],
      [{ status: 400, body: error('Request_BadRequest', 'No password credential found with keyId.') }, null],
      [{ status: 400, body: error('Request_BadRequest', 'Something else.') }, 'invalid'],
      [{ status: 403, body: error('Authorization_RequestDenied', '') }, 'denied'],
      [{ status: 409, body: error('Directory_ConcurrencyViolation', '') }, 'conflict'],
      [{ status: 503 }, 'unavailable'],
    ] as const;
    for (const [reply, kind] of cases) {
      const graph = await graphWith({ [path]: reply });
      expect(await kindOf(microsoft.removePassword(graph.caller, ids.object, ids.key))).toBe(kind);
      expect(graph.received.map(({ body }) => body)).toEqual([JSON.stringify({ keyId: ids.key })]);
    }
  });
});
