/** What the database's clock said, and when that was by a clock of this process that only runs forward and that nobody sets. */
let heard = { at: Date.now(), tick: performance.now() };

/** Takes note of the database's time at this moment. */
export function learnDatabaseTime(at: Date): void {
  heard = { at: at.getTime(), tick: performance.now() };
}

/**
 * The time by the database's clock, as last heard, which every transaction does. All instances decide by it about waits, deadlines and
 * what is newer: the clocks of machines differ, and somebody may set one at any moment.
 */
export const databaseNow = (): Date => new Date(heard.at + performance.now() - heard.tick);
