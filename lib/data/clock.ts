/** How far the database's clock is ahead of this machine's, in milliseconds. */
let aheadMs = 0;

/** Takes note of the database's time at this moment. */
export function learnDatabaseTime(at: Date): void {
  aheadMs = at.getTime() - Date.now();
}

/**
 * The time by the database's clock, as last heard with a lease or a sign-in. All instances decide by it about waits, deadlines and what
 * is newer: the clocks of machines differ.
 */
export const databaseNow = (): Date => new Date(Date.now() + aheadMs);
