import { readFileSync } from 'node:fs';
import path from 'node:path';

/** One request as the practice cloud's journal has it. */
export interface SeenRequest {
  readonly n: number;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly status: number;
}

type Kind = string | readonly Kind[];

interface Published {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { query: readonly string[]; body?: string; answer?: string }>>>>;
  readonly schemas: Readonly<Record<string, Readonly<Record<string, Kind>>>>;
}

// Graph's published description, cut to what a portal can need; the same file judges the port to Graph in its own test
const file = path.join(import.meta.dirname, '../lib/microsoft/published-graph.test-data.json');
const { paths, schemas }: Published = JSON.parse(readFileSync(file, 'utf8'));

interface Operation {
  readonly method: string;
  readonly path: RegExp;
  /** Names allowed in the query and in a form. */
  readonly names: readonly string[];
}

const tokenFields = [
  ...['grant_type', 'client_id', 'scope', 'client_secret', 'client_assertion', 'client_assertion_type', 'code', 'code_verifier'],
  ...['redirect_uri', 'claims', 'client-request-id'],
  // not on the protocol's pages: what Microsoft's own library (MSAL) adds about itself to every token request
  ...['client_info', 'x-client-SKU', 'x-client-VER', 'x-client-OS', 'x-client-CPU', 'x-ms-lib-capability'],
  ...['x-client-current-telemetry', 'x-client-last-telemetry'],
];

/**
 * What is documented outside of Graph, one page each under https://learn.microsoft.com: entra/identity-platform/v2-oauth2-auth-code-flow and
 * access-tokens#validate-tokens, defender-xdr/api-list-incidents, defender-endpoint/api/get-machines.
 */
const documented: Readonly<Record<string, readonly Operation[]>> = {
  'login.microsoftonline.com': [
    { method: 'POST', path: /^\/[\w-]+\/oauth2\/v2\.0\/token$/, names: tokenFields },
    { method: 'GET', path: /^\/[\w-]+\/discovery\/v2\.0\/keys$/, names: ['appid'] },
  ],
  'api.security.microsoft.com': [{ method: 'GET', path: /^\/api\/incidents$/, names: ['$filter', '$top', '$skip'] }],
  'api.securitycenter.microsoft.com': [{ method: 'GET', path: /^\/api\/machines$/, names: ['$filter', '$top', '$skip'] }],
};

const graphHost = 'graph.microsoft.com';

/** The four hosts to which the portal may speak in Microsoft's global cloud. */
export const hosts: readonly string[] = [...Object.keys(documented), graphHost];

/** What a request holds that Microsoft does not publish, each with the address; an empty list is praise. */
export function objectionsTo(request: SeenRequest): string[] {
  const at = `${request.host}${request.path}`;
  const found = request.host === graphHost ? graphObjections(request) : otherObjections(request);
  return found.map((objection) => `${at}: ${objection}`);
}

function otherObjections({ host, method, path: address, query, body }: SeenRequest): string[] {
  const operation = documented[host]?.find((candidate) => candidate.method === method && candidate.path.test(address));
  if (!operation) return [`${method} is not published`];
  const names = [...new URLSearchParams(query).keys(), ...new URLSearchParams(body).keys()];
  return names.filter((name) => !operation.names.includes(name));
}

function graphObjections({ method, path: address, query, body }: SeenRequest): string[] {
  if (!address.startsWith('/v1.0/')) return ['is not version 1.0'];
  const below = address.slice('/v1.0'.length);
  if (below === '/$batch') return batchObjections(method, body);
  return operationObjections({ method, url: query === '' ? below : `${below}?${query}`, body });
}

interface Inner {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** JSON batching, https://learn.microsoft.com/graph/json-batching: at most 20 requests, each judged as if it came alone. */
function batchObjections(method: string, text: string): string[] {
  const { requests, ...rest }: { requests: Record<string, unknown>[] } = JSON.parse(text);
  const allowed = ['id', 'method', 'url', 'headers', 'body', 'dependsOn'];
  return [
    ...(method === 'POST' ? [] : [`${method} is not published`]),
    ...Object.keys(rest),
    ...(requests.length <= 20 ? [] : ['more than 20 requests']),
    ...requests.flatMap((inner) => Object.keys(inner).filter((name) => !allowed.includes(name))),
    ...requests.flatMap((inner) => operationObjections({ method: String(inner['method']), url: String(inner['url']), body: '' })),
  ];
}

function operationObjections({ method, url, body }: Inner): string[] {
  const { pathname, searchParams } = new URL(url, 'https://graph.microsoft.com');
  const operation = operationOf(method, decodeURIComponent(pathname));
  if (!operation) return [`${method} ${pathname} is not published`];
  const answer = schemas[operation.answer ?? ''];
  const selected = searchParams.get('$select')?.split(',') ?? [];
  return [
    ...[...searchParams.keys()].filter((name) => !operation.query.includes(name)),
    ...selected.filter((name) => !answer || !Object.hasOwn(answer, name)),
    ...(body === '' ? [] : strays(JSON.parse(body), operation.body, 'body')),
  ];
}

/** Graph's `/me` is the signed-in user's `/users/{id}`; bound actions are published under their namespace. */
function operationOf(method: string, address: string) {
  const published = address.replace(/^\/me$/, '/users/0').replace(/\/(addPassword|removePassword)$/, '/microsoft.graph.$1');
  const pattern = (template: string) => new RegExp(`^${template.replace(/[.()$]/g, '\\$&').replace(/'?\{[^}]+\}'?/g, '[^/()]+')}$`);
  const template = Object.keys(paths).find((candidate) => pattern(candidate).test(published));
  return template === undefined ? undefined : paths[template]?.[method.toLowerCase()];
}

/** Names in a body that the schema does not have, and values of another kind. */
function strays(value: unknown, kind: Kind | undefined, at: string): string[] {
  if (kind === undefined) return [at];
  if (typeof kind !== 'string')
    return Array.isArray(value) ? value.flatMap((item, index) => strays(item, kind[0], `${at}[${index}]`)) : [at];
  const schema = schemas[kind];
  if (schema === undefined) return typeof value === kind ? [] : [at];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [at];
  return Object.entries(value).flatMap(([name, inner]) => strays(inner, schema[name], `${at}.${name}`));
}
