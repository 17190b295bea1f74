/** Longest word that is kept or looked for; the rest is cut on both sides alike. */
const longestWord = 80;
const mostWords = 6;
/** An organization may verify thousands of domains: more than so many would crowd others out of a search. */
const mostDomains = 100;

/** Text as it is compared: compatibility forms, case and accents put aside, blanks single. Letters of every script stay. */
export function folded(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return plain.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim();
}

/** What a connection can be found by. */
export interface Searchable {
  readonly organization: string | null;
  /** What the invitation calls the customer, and FortifyData's own reference of it. */
  readonly customer: string | null;
  readonly customerId: string | null;
  /** The first hundred count. */
  readonly domains: readonly string[];
  readonly adminName: string;
  readonly adminAccount: string;
}

/**
 * Beginnings by which a connection is found: each name from each of its words on ("contoso health ltd", "health ltd", "ltd"), domains, account
 * and the customer's id whole. A search looks for words that begin with what was typed: a range of an index, whatever was typed.
 */
export function searchTerms({ organization, customer, customerId, domains, adminName, adminAccount }: Searchable): string[] {
  const names = [organization, customer, adminName].flatMap((name) => (name ? fromEachWord(folded(name)) : []));
  const whole = [customerId, adminAccount, ...domains.slice(0, mostDomains)].flatMap((text) => (text ? [folded(text)] : []));
  return [...new Set([...names, ...whole].map(cut).filter((term) => term !== ''))].sort();
}

function fromEachWord(name: string): string[] {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return [name, ...words.slice(0, mostWords).map((_, index) => words.slice(index).join(' '))];
}

const cut = (term: string) => Array.from(term).slice(0, longestWord).join('');

/** A search as it is run. */
export interface SearchWords {
  /** All of it, as the beginning of a name. */
  readonly phrase: string;
  /** Its words, longest first: each must begin something of the connection. */
  readonly words: readonly string[];
  /** Smallest and largest id that begins like this; null when it cannot be the beginning of an id. */
  readonly ids: { readonly from: string; readonly to: string } | null;
}

/** Reads what was typed. @returns null where nothing is left to look for */
export function searchWords(typed: string): SearchWords | null {
  const phrase = cut(folded(typed));
  if (phrase === '') return null;
  const parts = phrase.split(' ').slice(0, mostWords);
  return { phrase, words: [...new Set(parts)].sort((a, b) => b.length - a.length), ids: idRange(phrase) };
}

/** Four characters at least: fewer would fit too many ids to mean one. */
function idRange(phrase: string): SearchWords['ids'] {
  const digits = phrase.replaceAll('-', '');
  if (!/^[0-9a-f]{4,32}$/.test(digits)) return null;
  const id = (filler: string) => digits.padEnd(32, filler).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { from: id('0'), to: id('f') };
}

/** The first text that does not begin with a word, in the order of code points. */
export const afterAll = (word: string): string => `${word}\u{10ffff}`;
