import { afterEach, describe, expect, it } from 'vitest';
import { microsoft } from './graph';
import { applicationWire, type GraphReplies, graphIds as ids, notFound, startGraph } from './graph.test-server';
import type { ApplicationSpec } from './microsoft';
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
    const created = { id: ids.principal, accountEnabled: true, created: true };
    expect(await microsoft.upsertServicePrincipal(made.caller, ids.app)).toEqual(created);
    const there = await graphWith({ [`PATCH ${path}`]: { status: 204 }, [`GET ${path}`]: { status: 200, body: { id: ids.principal } } });
    expect((await microsoft.upsertServicePrincipal(there.caller, ids.app)).id).toBe(ids.principal);
    expect(there.received[0]?.headers['prefer']).toBe('create-if-missing');
  });

  it('leave a principal switched off that somebody switched off', async () => {
    const path = `/servicePrincipals(appId='${ids.app}')`;
    const off = { id: ids.principal, accountEnabled: false };
    const graph = await graphWith({ [`PATCH ${path}`]: { status: 204 }, [`GET ${path}`]: { status: 200, body: off } });
    expect(await microsoft.upsertServicePrincipal(graph.caller, ids.app)).toEqual(off);
    expect(JSON.parse(graph.received[0]?.body ?? '')).toEqual({ tags: ['WindowsAzureActiveDirectoryIntegratedApp'] });
  });

  it("set nothing but its name on Microsoft's own principals", async () => {
    const names = {
      '8ee8fdad-f234-4243-8f3b-15c294843740': 'Microsoft Threat Protection',
      '00000003-0000-0000-c000-000000000000': 'Microsoft Graph',
      'fc780465-2017-40d4-a0c5-307022471b92': 'WindowsDefenderATP',
    };
    for (const [appId, displayName] of Object.entries(names)) {
      const graph = await graphWith({ [`PATCH /servicePrincipals(appId='${appId}')`]: { status: 201, body: { id: ids.principal } } });
      await microsoft.upsertServicePrincipal(graph.caller, appId);
      expect(JSON.parse(graph.received[0]?.body ?? '')).toEqual({ displayName });
    }
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
