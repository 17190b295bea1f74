/**
 * Prisma and pg name a database that does not answer in several ways; one that has no room left (disk, memory, connections) or may not be
 * written to for the moment is away as well: what was asked has not happened, and asking again later is right.
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const away =
  /\b(P1001|P1002|P1008|P1017|P2024|P2028|ECONNREFUSED|ECONNRESET|EPIPE|57P0[1-5]|53[0-4]00|58030|25006|08[0P]0[0-7]|ConnectionClosed|DatabaseNotReachable|TooManyConnections|SocketTimeout)\b|timeout exceeded when trying to connect|Connection terminated|Server has closed the connection/;

/** True for an error that says no more than: the database cannot be asked right now. */
export function isDatabaseAway(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return away.test(error instanceof Error ? `${code} ${error.message}` : code);
}
