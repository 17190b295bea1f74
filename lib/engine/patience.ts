import type { ConnectionRecord } from '../domain/connection';
import type { Facts } from '../domain/facts';

/** Microsoft promises no time for its copies; minutes were seen. After this a person is asked. */
export const longestWaitMs = 15 * 60_000;

/** True when the present wait for Microsoft has lasted longer than anybody has seen. */
export function waitsTooLong({ waitingSince }: Pick<ConnectionRecord, 'waitingSince'>, now: Date): boolean {
  return waitingSince !== null && now.getTime() - waitingSince.getTime() > longestWaitMs;
}

/** Nothing is waited for (any more). */
export const noWait: Facts = { waitingSince: null, waitReason: null, notBefore: null };
