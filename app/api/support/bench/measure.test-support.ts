import type { Call } from './calls.test-support';
import type { Filled } from './databases.test-support';

/** How long a call took, in milliseconds. */
export interface Measured {
  readonly name: string;
  readonly hasGoal: boolean;
  readonly p50: number;
  readonly p95: number;
}

/** Rounds before the measurement: the server's code is compiled, its pools of connections are open. */
const warmUps = 5;

/**
 * Makes every call once in each round, to one database directly after the other: what else the machine does strikes all of them alike, and
 * each finds the caches as the others left them. @returns the figures of each database
 */
export async function measure(databases: readonly Filled[], rounds: number): Promise<Measured[][]> {
  const times = databases.map(({ calls }) => calls.map((): number[] => []));
  const names = databases[0]?.calls ?? [];
  for (let round = -Math.min(warmUps, rounds); round < rounds; round += 1) {
    for (const call of names.keys()) {
      for (const [at, { calls, use }] of databases.entries()) {
        use();
        const took = await timeOf(calls[call] as Call, round + warmUps);
        if (round >= 0) times[at]?.[call]?.push(took);
      }
    }
  }
  return times.map((ofDatabase) => ofDatabase.map((taken, call) => figuresOf(names[call] as Call, taken)));
}

function figuresOf({ name, hasGoal }: Call, taken: readonly number[]): Measured {
  const sorted = [...taken].sort((a, b) => a - b);
  const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { name, hasGoal, p50: rank(0.5), p95: rank(0.95) };
}

async function timeOf({ name, run, isFile = false, status = 200 }: Call, round: number): Promise<number> {
  const begun = performance.now();
  const response = await run(round);
  const reader = response.body?.getReader();
  let chunk = await reader?.read();
  const firstByte = performance.now() - begun;
  while (!isFile && chunk && !chunk.done) chunk = await reader?.read();
  const took = isFile ? firstByte : performance.now() - begun;
  await reader?.cancel();
  if (response.status !== status) throw new Error(`${name}: ${response.status}`);
  return took;
}
