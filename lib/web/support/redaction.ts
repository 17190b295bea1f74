import { createHmac, randomBytes } from 'node:crypto';

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Replaces names and ids; the same value gets the same word within one redaction, and another one in the next. */
export interface Redaction {
  readonly id: (value: string | null) => string | null;
  readonly name: (value: string | null) => string | null;
  /** Goes through everything once more: ids by their form, and every name that was given. */
  readonly scrub: <T>(value: T) => T;
}

/**
 * A redaction with a key of its own, which is forgotten with it: nobody can try names against the words.
 * @param names what must not stay anywhere, in whatever text
 */
export function redaction(names: readonly (string | null)[]): Redaction {
  const key = randomBytes(32);
  const word = (kind: string, value: string) =>
    `${kind}-${createHmac('sha256', key).update(value.toLowerCase()).digest('hex').slice(0, 12)}`;
  const known = [...new Set(names.flatMap((name) => (name && name.length > 1 ? [name] : [])))].sort((a, b) => b.length - a.length);
  const text = (value: string): string => {
    const withoutIds = value.replace(guid, (id) => word('id', id));
    return known.reduce((rest, name) => rest.replace(new RegExp(escaped(name), 'giu'), word('name', name)), withoutIds);
  };
  const scrub = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(scrub);
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, scrub(inner)]))
      : value;
  };
  return {
    id: (value) => value && word('id', value),
    name: (value) => value && word('name', value),
    // the shape stays: only texts are replaced
    scrub: (value) => scrub(value) as typeof value,
  };
}

/** A hyphen stands for itself, and with the flag `u` it may not be escaped. */
const escaped = (name: string): string => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
