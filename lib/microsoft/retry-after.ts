/** No pause is longer than this; whoever asks for more has said the same. */
const longestSeconds = 1_000_000_000;

/**
 * Seconds to wait by a `Retry-After` header, in either form (RFC 9110 section 10.2.3): seconds, or a date.
 * @returns null when the header is absent or means nothing; text that `Date.parse` would guess at means nothing
 */
export function retryAfterSeconds(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text), longestSeconds);
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, .* GMT$/.test(text)) return null;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.min(Math.max(0, Math.ceil((date - now.getTime()) / 1000)), longestSeconds);
}
