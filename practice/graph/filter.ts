import type { Json, JsonObject } from '../json';
import { badRequest } from './call';

type Test = (entity: JsonObject) => boolean;

const literal = `'(?:[^']|'')*'|true|false|null|[0-9a-fA-F-]{36}`;
const comparison = new RegExp(`^(?<property>\\w+) (?<operator>eq|ne) (?<value>${literal})$`);
const membership = new RegExp(`^(?<property>\\w+) in ?\\((?<values>(?:${literal})(?:, ?(?:${literal}))*)\\)$`);
const prefix = /^startswith\((?<property>\w+), ?(?<value>'(?:[^']|'')*')\)$/i;
const anyOf = /^(?<property>[\w/]+)\/any\((?<name>\w+): ?\k<name> eq (?<value>'(?:[^']|'')*')\)$/;

function literalValue(text: string): Json {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return text.startsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : text;
}

function at(entity: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = entity;
  for (const name of path.split('/'))
    value = typeof value === 'object' && value !== null && !Array.isArray(value) ? member(value, name) : undefined;
  return value;
}

function member(value: JsonObject | readonly Json[], name: string): Json | undefined {
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

const same = (a: Json | undefined, b: Json) =>
  typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : a === b;

function propertyTest(name: string, known: ReadonlySet<string>, test: (value: Json | undefined) => boolean): Test {
  const [first = ''] = name.split('/');
  if (!known.has(first)) throw badRequest(`Invalid filter clause: Could not find a property named '${first}'.`, 'BadRequest');
  return (entity) => test(at(entity, name));
}

function clause(text: string, known: ReadonlySet<string>): Test {
  const compared = comparison.exec(text)?.groups;
  if (compared) {
    const wanted = literalValue(compared.value ?? '');
    return propertyTest(compared.property ?? '', known, (value) => same(value, wanted) === (compared.operator === 'eq'));
  }
  const listed = membership.exec(text)?.groups;
  if (listed) {
    const wanted = [...(listed.values ?? '').matchAll(new RegExp(literal, 'g'))].map(([value]) => literalValue(value));
    return propertyTest(listed.property ?? '', known, (value) => wanted.some((item) => same(value, item)));
  }
  const begun = prefix.exec(text)?.groups;
  if (begun) {
    const wanted = String(literalValue(begun.value ?? '')).toLowerCase();
    return propertyTest(begun.property ?? '', known, (value) => typeof value === 'string' && value.toLowerCase().startsWith(wanted));
  }
  const any = anyOf.exec(text)?.groups;
  if (any) {
    const wanted = literalValue(any.value ?? '');
    return propertyTest(any.property ?? '', known, (value) => Array.isArray(value) && value.some((item) => same(item, wanted)));
  }
  throw badRequest(`Invalid filter clause: '${text}' is not understood.`, 'BadRequest');
}

/** True when the filter needs Graph's advanced query capabilities (`ConsistencyLevel: eventual` and `$count=true`). */
export const isAdvancedFilter = (filter: string): boolean => /\bne\b|redirectUris\/any/.test(filter.replace(/'(?:[^']|'')*'/g, "''"));

/**
 * Compiles the part of OData's `$filter` that Graph serves on these objects: eq, ne, in, startswith, any, joined by `and`.
 * @param known property names of the filtered type
 */
export function compileFilter(filter: string, known: ReadonlySet<string>): Test {
  const parts = filter.split(/ and (?=(?:[^']*'[^']*')*[^']*$)/);
  const tests = parts.map((part) => clause(part.trim().replace(/^\((.*)\)$/, '$1'), known));
  return (entity) => tests.every((test) => test(entity));
}
