/** What an error page of Microsoft shows, or its description of an error says. */
export interface PageCode {
  /** The AADSTS number; null for text without one. */
  readonly number: number | null;
  /** For support and a Microsoft ticket, by label: what was found and has its usual form. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Longest text that is looked at; people paste whole pages. */
const longest = 4_000;

const guid = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}';
const patterns: Readonly<Record<string, RegExp>> = {
  'Request ID': new RegExp(`\\b(?:request|trace) id:?\\s*(${guid})`, 'i'),
  'Correlation ID': new RegExp(`\\bcorrelation id:?\\s*(${guid})`, 'i'),
  Timestamp: /\btimestamp:?\s*(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,7})?Z?)/i,
};

/**
 * Finds number and ids in what a person typed or pasted, or in a description: `650051`, `AADSTS650051: ...`, a whole error page.
 * Microsoft's sentence is neither kept nor branched on.
 */
export function pageCode(input: string): PageCode {
  const text = input.slice(0, longest).trim();
  const number = [/\bAADSTS[\s:#-]*(\d{4,8})\b/i, /^(\d{4,8})$/, /\berror code:?\s*(\d{4,8})\b/i].map((form) => form.exec(text)?.[1]);
  const found = number.find((digits) => digits !== undefined);
  const ids = Object.entries(patterns).flatMap(([label, form]) => {
    const value = form.exec(text)?.[1];
    return value === undefined ? [] : [[label, value] as const];
  });
  return { number: found === undefined ? null : Number(found), ids: Object.fromEntries(ids) };
}
