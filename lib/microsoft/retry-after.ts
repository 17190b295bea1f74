/**
 * Seconds to wait by a `Retry-After` header, in either form (RFC 9110 section 10.2.3): seconds, or a date.
 * @returns null when the header is absent or means nothing
 */
export function retryAfterSeconds(header: string | null, now: Date): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now.getTime()) / 1000));
}
