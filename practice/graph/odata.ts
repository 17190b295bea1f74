import { header } from '../http';
import type { JsonObject } from '../json';
import { badRequest, type GraphCall, type GraphResult } from './call';
import { compileFilter, isAdvancedFilter } from './filter';

/** What the answer's `@odata.context` says about its content. */
export interface Shape {
  /** Name after `#`, for example `applications`. */
  readonly set: string;
  /** Type in error messages, for example `microsoft.graph.application`. */
  readonly type: string;
  /** Properties that may be selected and filtered. */
  readonly known: ReadonlySet<string>;
  /** Properties given when `$select` is absent; null: all. */
  readonly byDefault?: readonly string[];
}

const understood = ['$select', '$top', '$filter', '$count', '$skiptoken'];

/** The properties named by `$select`, or null for the default ones. */
function selected(call: GraphCall, shape: Shape): readonly string[] | null {
  const text = call.query.get('$select');
  if (!text) return null;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !shape.known.has(name));
  if (unknown === undefined) return names;
  throw badRequest(
    `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type '${shape.type}'.`,
    'BadRequest',
  );
}

function checkOptions(call: GraphCall): void {
  for (const name of call.query.keys()) {
    if (name.startsWith('$') && !understood.includes(name)) {
      throw badRequest(`The query option '${name}' is not served by the practice cloud.`, 'BadRequest');
    }
  }
}

function project(entity: JsonObject, names: readonly string[] | null): JsonObject {
  if (!names) return entity;
  return Object.fromEntries(names.map((name) => [name, entity[name] ?? null]));
}

const contextOf = (call: GraphCall, shape: Shape, names: readonly string[] | null) =>
  `${call.root}/$metadata#${shape.set}${names ? `(${names.join(',')})` : ''}`;

/** Answers with one object. */
export function entityResult(call: GraphCall, shape: Shape, entity: JsonObject): GraphResult {
  checkOptions(call);
  const asked = selected(call, shape);
  const names = asked ?? shape.byDefault ?? null;
  return { status: 200, body: { '@odata.context': `${contextOf(call, shape, asked)}/$entity`, ...project(entity, names) } };
}

/** Answers with a new object, whole, and where it can be read. */
export function createdResult(call: GraphCall, shape: Shape, entity: JsonObject): GraphResult {
  const { body = null } = entityResult({ ...call, query: new URLSearchParams() }, shape, entity);
  return { status: 201, body, headers: { location: `${call.root}/${shape.set}/${String(entity.id)}` } };
}

/** True when the caller accepts eventual consistency, which advanced queries demand. */
export const isEventual = (call: GraphCall): boolean => header(call.headers, 'consistencylevel')?.toLowerCase() === 'eventual';

function topOf(call: GraphCall): number {
  const text = call.query.get('$top');
  if (text === null) return 100;
  const top = Number(text);
  if (Number.isInteger(top) && top >= 1 && top <= 999) return top;
  throw badRequest(`Invalid page size specified: '${text}'. Must be between 1 and 999 inclusive.`);
}

function offsetOf(call: GraphCall): number {
  const token = call.query.get('$skiptoken');
  if (token === null) return 0;
  const offset = Number(Buffer.from(token, 'base64url').toString('utf8'));
  if (Number.isInteger(offset) && offset > 0) return offset;
  throw badRequest('Invalid value for $skiptoken.', 'Directory_ExpiredPageToken');
}

/** Filters the list as the call asks. */
export function filtered(call: GraphCall, shape: Shape, entities: readonly JsonObject[]): readonly JsonObject[] {
  const filter = call.query.get('$filter');
  if (!filter) return entities;
  if (isAdvancedFilter(filter) && !(isEventual(call) && call.query.get('$count') === 'true')) {
    throw badRequest('This query needs ConsistencyLevel: eventual and $count=true.', 'Request_UnsupportedQuery');
  }
  return entities.filter(compileFilter(filter, shape.known));
}

/** Answers with a page of a list (OData paging: follow `@odata.nextLink`). */
export function listResult(call: GraphCall, shape: Shape, entities: readonly JsonObject[]): GraphResult {
  checkOptions(call);
  const asked = selected(call, shape);
  const names = asked ?? shape.byDefault ?? null;
  const found = filtered(call, shape, entities);
  const [offset, top] = [offsetOf(call), topOf(call)];
  const query = new URLSearchParams(call.query);
  query.set('$skiptoken', Buffer.from(String(offset + top)).toString('base64url'));
  const count = call.query.get('$count') === 'true' && isEventual(call) ? { '@odata.count': found.length } : {};
  const next = offset + top < found.length ? { '@odata.nextLink': `${call.root}/${call.path}?${query}` } : {};
  const value = found.slice(offset, offset + top).map((entity) => project(entity, names));
  return { status: 200, body: { '@odata.context': contextOf(call, shape, asked), ...count, ...next, value } };
}

/** Answers `/$count`, which Graph serves only with eventual consistency. */
export function countResult(call: GraphCall, count: number): GraphResult {
  if (!isEventual(call)) throw badRequest('$count is supported only with ConsistencyLevel: eventual.', 'Request_UnsupportedQuery');
  return { status: 200, body: count };
}
