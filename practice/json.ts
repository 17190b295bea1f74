/** Any value that JSON can carry. Bodies of requests stay of this type until a check has named their shape. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** True for a JSON object (not an array, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for an array of texts. */
export function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/**
 * Reads JSON text without throwing.
 * @returns the value, or undefined when the text is no JSON
 */
export function parseJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** The text under a key, or null when there is none or it is of another type. */
export function textOf(object: JsonObject, key: string): string | null {
  const value = object[key];
  return typeof value === 'string' ? value : null;
}

/** A plain JSON copy of a typed record, so that it can be sent or compared. */
export function toJson(value: object): JsonObject {
  const copy: Json | undefined = parseJson(JSON.stringify(value));
  return isObject(copy) ? copy : {};
}
