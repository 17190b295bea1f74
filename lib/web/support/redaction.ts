import { createHmac, randomBytes } from 'node:crypto';

const guid = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;

/** Replaces names and ids; the same value gets the same word within one redaction, and another one in the next. */
export interface Redaction {
  readonly id: (value: string | null) => string | null;
  readonly name: (value: string | null) => string | null;
  /** Goes through free text: ids by their form, and every name that was given, where it stands as a word of its own. */
  readonly scrub: <T>(value: T) => T;
}

/**
 * A redaction with a key of its own, which is forgotten with it: nobody can try names against the words.
 * @param names what must not stay in free text
 */
export function redaction(names: readonly (string | null)[]): Redaction {
  const key = randomBytes(32);
  const word = (kind: string, value: string) =>
    `${kind}-${createHmac('sha256', key).update(value.trim().toLowerCase()).digest('hex').slice(0, 12)}`;
  const known = [...new Set(names.flatMap((name) => (name?.trim() ? [name.trim()] : [])))].sort((a, b) => b.length - a.length);
  const finds: readonly Find[] = [
    { form: guid, word: (id) => word('id', id) },
    ...known.map((name) => ({ form: formOf(name), word: () => word('name', name) })),
  ];
  const text = (value: string): string =>
    finds
      .reduce(replaced, [{ text: value, isDone: false }])
      .map((part) => part.text)
      .join('');
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

/** A form with one group around it, and the word for what it finds. */
interface Find {
  readonly form: RegExp;
  readonly word: (found: string) => string;
}

/** A piece of text; nothing is looked for in a word that stands for something already. */
interface Part {
  readonly text: string;
  readonly isDone: boolean;
}

function replaced(parts: readonly Part[], { form, word }: Find): readonly Part[] {
  return parts.flatMap((part) => {
    if (part.isDone) return [part];
    // every other piece is what was found
    return part.text.split(form).map((piece, index) => ({ text: index % 2 ? word(piece) : piece, isDone: index % 2 === 1 }));
  });
}

/** So short a name is a piece of other words, or in small letters one of them: "IT", "Red". */
const shortest = 4;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Finds a name where neither letter nor digit touches it: inside of another word it would give itself away by what is left of that word.
 * Writing without spaces has no such edges.
 */
function formOf(name: string): RegExp {
  const letters = '[\\p{L}\\p{M}\\p{N}]';
  const [first = '', last = ''] = [[...name][0], [...name].at(-1)];
  const before = unspaced.test(first) ? '' : `(?<!${letters})`;
  const after = unspaced.test(last) ? '' : `(?!${letters})`;
  return new RegExp(`${before}(${escaped(name)})${after}`, [...name].length < shortest ? 'u' : 'iu');
}

/** A hyphen stands for itself, and with the flag `u` it may not be escaped. */
const escaped = (name: string): string => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
