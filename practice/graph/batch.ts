import { isObject, isTextList, type Json, type JsonObject, textOf, toJson } from '../json';
import { badRequest, type GraphCall, GraphFailure } from './call';
import { checkedBody, list, oneOf, record, text } from './check';
import { dispatch, type Incoming } from './dispatch';
import { errorBody, tracingFor } from './errors';

const item = record(
  {
    id: text(64),
    method: oneOf('GET', 'POST', 'PATCH', 'PUT', 'DELETE'),
    url: text(4096),
    headers: (value) => (isObject(value) ? null : 'Property headers must be an object.'),
    body: () => null,
    dependsOn: list(text(64)),
  },
  ['id', 'method', 'url'],
);
const envelope = record({ requests: list(item, 20) }, ['requests']);

interface Part {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
  readonly dependsOn: readonly string[];
}

function lowerCased(headers: Json | undefined): Record<string, string> {
  if (!isObject(headers)) return {};
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function partOf(value: JsonObject): Part {
  return {
    id: textOf(value, 'id') ?? '',
    method: textOf(value, 'method') ?? '',
    url: textOf(value, 'url') ?? '',
    headers: lowerCased(value.headers),
    body: value.body,
    dependsOn: isTextList(value.dependsOn) ? value.dependsOn : [],
  };
}

function partsOf(body: Json | undefined): Part[] {
  const { requests } = checkedBody(body, envelope, 'batch');
  const parts = Array.isArray(requests) ? requests.filter(isObject).map(partOf) : [];
  if (parts.length === 0) throw badRequest('The batch has no requests.', 'BadRequest');
  const ids = parts.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) throw badRequest('The ids of the requests in a batch must be unique.', 'BadRequest');
  const loose = parts.flatMap(({ dependsOn }) => dependsOn).find((id) => !ids.includes(id));
  if (loose !== undefined) throw badRequest(`dependsOn names the unknown request '${loose}'.`, 'BadRequest');
  const bare = parts.find((part) => part.body !== undefined && part.headers['content-type'] === undefined);
  if (bare) throw badRequest(`Write request id : ${bare.id} does not contain Content-Type header or body.`, 'BadRequest');
  return parts;
}

type PartResult = JsonObject & { readonly id: string; readonly status: number };

/** Runs up to 20 calls in one (Graph JSON batching): each has its own status; what depends on a failed one answers 424. */
export function batch(incoming: Incoming): JsonObject {
  const waiting = partsOf(incoming.body);
  const results = new Map<string, PartResult>();
  while (waiting.length > 0) {
    const index = waiting.findIndex(({ dependsOn }) => dependsOn.every((id) => results.has(id)));
    const [part] = waiting.splice(index, index < 0 ? 0 : 1);
    if (!part) throw badRequest('The requests of the batch depend on each other in a circle.', 'BadRequest');
    const failed = part.dependsOn.some((id) => (results.get(id)?.status ?? 0) >= 400);
    results.set(part.id, failed ? dependencyFailed(incoming, part) : runPart(incoming, part));
  }
  return { responses: [...results.values()] };
}

function failureOf(incoming: Incoming, part: Part, failure: GraphFailure): PartResult {
  const body = errorBody(incoming.cloud, failure, tracingFor(part.headers['client-request-id'] ?? null));
  return { id: part.id, status: failure.status, headers: { 'Content-Type': 'application/json', ...retryAfter(failure) }, body };
}

const retryAfter = ({ headers }: GraphFailure) => ({
  ...(headers['retry-after'] ? { 'Retry-After': headers['retry-after'] } : {}),
  ...(headers['www-authenticate'] ? { 'WWW-Authenticate': headers['www-authenticate'] } : {}),
});

const dependencyFailed = (incoming: Incoming, part: Part) =>
  failureOf(incoming, part, new GraphFailure(424, 'FailedDependency', { message: 'A request on which this one depends has failed.' }));

function runPart(incoming: Incoming, part: Part): PartResult {
  const url = new URL(part.url.replace(/^\/?/, '/'), 'http://batch.invalid');
  const target = { service: 'graph', method: part.method, path: `/v1.0${url.pathname}`, tenantId: incoming.tenant.id } as const;
  const fault = incoming.cloud.faults.take(target, true);
  const work = (): PartResult => {
    const call: GraphCall | Incoming = { ...incoming, method: part.method, path: url.pathname.slice(1), query: url.searchParams };
    const { status, body, headers } = dispatch({ ...call, headers: part.headers, body: part.body });
    return { id: part.id, status, headers: { 'Content-Type': 'application/json', ...headers }, ...(body === undefined ? {} : { body }) };
  };
  try {
    if (fault?.effect !== 'before') {
      const result = work();
      if (!fault) return result;
    }
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    if (!fault) return failureOf(incoming, part, error);
  }
  const { status = 500, headers = {}, body = {} } = fault?.answer ?? {};
  return { id: part.id, status, headers: toJson(headers), body: isObject(body) ? body : {} };
}
