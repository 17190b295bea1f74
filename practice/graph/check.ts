import { isGuid } from '../ids';
import { isObject, type Json, type JsonObject } from '../json';
import { badRequest } from './call';

/** Judges one value of a request body; answers what is wrong, or null. */
export type Check = (value: Json | undefined, name: string) => string | null;

/** A text of limited length. */
export const text =
  (max: number): Check =>
  (value, name) => {
    if (typeof value !== 'string') return `Property ${name} must be of type String.`;
    return value.length > max ? `Property ${name} is longer than ${max} characters.` : null;
  };

export const flag: Check = (value, name) => (typeof value === 'boolean' ? null : `Property ${name} must be of type Boolean.`);

export const guid: Check = (value, name) => (typeof value === 'string' && isGuid(value) ? null : `Property ${name} must be of type Guid.`);

export const oneOf =
  (...values: readonly string[]): Check =>
  (value, name) =>
    typeof value === 'string' && values.includes(value) ? null : `Property ${name} has an invalid value. Allowed: ${values.join(', ')}.`;

/** A time with zone, as Edm.DateTimeOffset demands. */
export const dateTime: Check = (value, name) => {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,12})?(Z|[+-]\d\d:\d\d)$/;
  return typeof value === 'string' && form.test(value) && !Number.isNaN(Date.parse(value))
    ? null
    : `Property ${name} must be of type DateTimeOffset.`;
};

export const nullable =
  (check: Check): Check =>
  (value, name) =>
    value === null ? null : check(value, name);

/** A list whose items pass; `max` items at most. */
export const list =
  (check: Check, max = 1000): Check =>
  (value, name) => {
    if (!Array.isArray(value)) return `Property ${name} must be a collection.`;
    if (value.length > max) return `Property ${name} has more than ${max} values.`;
    for (const item of value) {
      const fault = check(item, name);
      if (fault) return fault;
    }
    return null;
  };

/** An object that has none but these properties; `required` ones must be there. */
export const record =
  (properties: Readonly<Record<string, Check>>, required: readonly string[] = []): Check =>
  (value, name) => {
    if (!isObject(value)) return `Property ${name} must be an object.`;
    for (const [key, item] of Object.entries(value)) {
      const check = properties[key];
      if (!check) return `Invalid property '${key}'.`;
      const fault = check(item, `${name}.${key}`);
      if (fault) return fault;
    }
    const missing = required.find((key) => value[key] === undefined || value[key] === null);
    return missing === undefined ? null : `A value is required for property '${missing}' of resource '${name}'.`;
  };

/** Properties that exist but may not be written. */
export const readOnly: Check = (_value, name) => `Property '${name.slice(name.lastIndexOf('.') + 1)}' is read-only and cannot be set.`;

/** Anything: stored as it is. */
export const anything: Check = () => null;

/**
 * A request body that passed its check.
 * @throws GraphFailure 400 naming the first fault
 */
export function checkedBody(body: Json | undefined, check: Check, name: string): JsonObject {
  if (!isObject(body)) throw badRequest('Empty Payload. JSON content expected.', 'BadRequest');
  const bare = Object.fromEntries(Object.entries(body).filter(([key]) => key !== '@odata.type' && key !== '@odata.id'));
  const fault = check(bare, name);
  if (fault) throw badRequest(fault);
  return bare;
}
