import { expect, it } from 'vitest';
import { z } from 'zod';
import { manifest } from '../domain/permissions';
import { microsoft } from './graph';
import { applicationWire, batchRequests, graphIds as ids, startGraph } from './graph.test-server';
import { type Received, tenantId } from './loopback.test-server';
import published from './published-graph.test-data.json' with { type: 'json' };

type PropertyKind = string | PropertyKind[];
const PropertyKind: z.ZodType<PropertyKind> = z.lazy(() => z.union([z.string(), z.array(PropertyKind)]));
const Operation = z.object({ query: z.array(z.string()), body: z.string().optional(), answer: z.string().optional() });
const { paths, schemas } = z
  .object({
    paths: z.record(z.string(), z.record(z.string(), Operation)),
    schemas: z.record(z.string(), z.record(z.string(), PropertyKind)),
  })
  .parse(published);

/** Graph's `/me` is the signed-in user's `/users/{id}`; bound actions are published under their namespace. */
const publishedPath = (path: string) => path.replace(/^\/me$/, '/users/0').replace(/\/(removePassword)$/, '/microsoft.graph.$1');

function operationOf(method: string, path: string) {
  const pattern = (template: string) => new RegExp(`^${template.replace(/[.()$]/g, '\\$&').replace(/'?\{[^}]+\}'?/g, '[^/()]+')}$`);
  const template = Object.keys(paths).find((candidate) => pattern(candidate).test(publishedPath(path)));
  return template === undefined ? undefined : paths[template]?.[method.toLowerCase()];
}

/** Names in a body that the schema does not have, and values of another kind. */
function strays(value: unknown, kind: PropertyKind | undefined, at: string): string[] {
  if (kind === undefined) return [at];
  if (Array.isArray(kind)) return Array.isArray(value) ? value.flatMap((item, index) => strays(item, kind[0], `${at}[${index}]`)) : [at];
  const schema = schemas[kind];
  if (schema === undefined) return typeof value === kind ? [] : [at];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [at];
  return Object.entries(value).flatMap(([name, inner]) => strays(inner, schema[name], `${at}.${name}`));
}

function objections({ method, url, body }: Pick<Received, 'method' | 'url' | 'body'>): string[] {
  const { pathname, searchParams } = new URL(url, 'http://graph.example');
  const operation = operationOf(method, decodeURIComponent(pathname));
  if (!operation) return [`${method} ${pathname} is not published`];
  const selected = searchParams.get('$select')?.split(',') ?? [];
  const answer = schemas[operation.answer ?? ''] ?? {};
  return [
    ...[...searchParams.keys()].filter((name) => !operation.query.includes(name)),
    ...selected.filter((name) => !(name in answer)),
    ...(body === '' ? [] : strays(JSON.parse(body), operation.body, pathname)),
  ];
}

const flat = (request: Received) => {
  const inner = request.url.endsWith('/$batch') ? batchRequests(request).map((item) => ({ ...item, body: '' })) : [request];
  return inner.map((item) => ({ ...item, url: item.url.replace(/^\/graph\/v1\.0/, '') }));
};

const spec = {
  uniqueName: 'an-app',
  displayName: 'An app',
  requiredResourceAccess: [{ resourceAppId: ids.resource, resourceAccess: [{ id: ids.key, type: 'Role' as const }] }],
  redirectUris: ['https://portal.example/callback'],
  tags: ['one'],
  notes: 'n',
  infoUrls: { marketing: 'https://m.example', privacy: 'https://p.example', support: 'https://s.example', terms: 'https://t.example' },
};

it('everything the port sends is published by Microsoft: path, method, query, selected properties, bodies', async () => {
  const principal = { id: ids.principal, accountEnabled: true };
  const resourceAppIds = [...new Set(manifest.rows.map((row) => row.resourceAppId))];
  const [api = ''] = resourceAppIds;
  const graph = await startGraph({
    'GET /me': { status: 200, body: { id: ids.key, userPrincipalName: 'a@contoso.example' } },
    'GET /organization': { status: 200, body: { value: [{ id: tenantId, verifiedDomains: [] }] } },
    'GET /applications': { status: 200, body: { value: [] } },
    "PATCH /applications(uniqueName='an-app')": { status: 204 },
    "GET /applications(uniqueName='an-app')": { status: 200, body: applicationWire },
    [`PATCH /servicePrincipals(appId='${ids.app}')`]: { status: 204 },
    [`GET /servicePrincipals(appId='${ids.app}')`]: { status: 200, body: principal },
    [`PATCH /servicePrincipals(appId='${api}')`]: { status: 201, body: principal },
    [`GET /servicePrincipals/${ids.principal}`]: { status: 200, body: principal },
    [`GET /servicePrincipals/${ids.principal}/appRoleAssignments`]: { status: 200, body: { value: [] } },
    [`POST /applications/${ids.object}/removePassword`]: { status: 204 },
    [`PATCH /applications/${ids.object}`]: { status: 204 },
    [`GET /applications/${ids.object}`]: {
      status: 200,
      body: {
        ...applicationWire,
        keyCredentials: [{ keyId: ids.object, type: 'x', usage: 'Verify', endDateTime: '2028-01-01T00:00:00Z' }],
      },
    },
    'GET /directory/deletedItems/microsoft.graph.application': { status: 200, body: { value: [] } },
  });
  const { caller } = graph;
  await microsoft.observe(caller, { resourceAppIds, uniqueName: 'an-app', displayName: 'An app', servicePrincipalId: ids.principal });
  await microsoft.upsertApplication(caller, spec);
  await microsoft.upsertServicePrincipal(caller, ids.app);
  await microsoft.upsertServicePrincipal(caller, api);
  await microsoft.readApplication(caller, { applicationObjectId: ids.object, servicePrincipalId: ids.principal });
  await microsoft.listGrants(caller, ids.principal);
  await microsoft.removePassword(caller, ids.object, ids.key);
  const moments = { startsAt: new Date(), expiresAt: new Date() };
  await microsoft.addCertificate(caller, ids.object, { keyId: ids.app, displayName: 'c', thumbprint: 'A', der: 'QQ==', ...moments });
  await microsoft.readFound(caller, { objectId: ids.object, appId: ids.app });
  await microsoft.adoptApplication(caller, { objectId: ids.object, setsName: true }, spec);
  await microsoft.listDeletedApplications(caller, 'An app');
  await microsoft.removeCertificates(caller, ids.object, { gone: [ids.object], inUse: ids.key });
  await graph.close();
  const sent = graph.received.flatMap(flat);
  expect(sent).toHaveLength(11 + 2 + 2 + 2 + 1 + 2 + 1 + 1 + 5 + 2 + 1 + 2);
  expect(sent.flatMap(objections)).toEqual([]);
});

it('the judge of requests objects to what is not published', () => {
  const patch = (body: unknown) => objections({ method: 'PATCH', url: "/applications(uniqueName='x')", body: JSON.stringify(body) });
  expect(objections({ method: 'GET', url: '/nothing', body: '' })).toEqual(['GET /nothing is not published']);
  expect(objections({ method: 'DELETE', url: '/organization', body: '' })).toEqual(['DELETE /organization is not published']);
  expect(objections({ method: 'GET', url: '/me?$select=id,shoeSize&$top=1', body: '' })).toEqual(['$top', 'shoeSize']);
  expect(patch({ displayName: 7 })).toHaveLength(1);
  expect(patch({ web: { redirectUri: 'x' } })).toHaveLength(1);
  expect(patch({ requiredResourceAccess: [{ resourceAppId: 'x', resourceAccess: [{ id: 'x', kind: 'Role' }] }] })).toHaveLength(1);
});
