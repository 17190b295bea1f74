import type { Call } from './calls.test-support';

/** How long a call took, in milliseconds. */
export interface Measured {
  readonly name: string;
  readonly hasGoal: boolean;
  readonly p50: number;
  readonly p95: number;
}

/** Rounds before the measurement: the server's code is compiled, its pool of connections is open. */
const warmUps = 5;

/**
 * Makes every call once in each round, so that what else the machine does strikes all of them alike and each finds the caches as the
 * others left them.
 */
export async function measure(calls: readonly Call[], rounds: number): Promise<Measured[]> {
  const times = calls.map((): number[] => []);
  for (let round = -Math.min(warmUps, rounds); round < rounds; round += 1) {
    for (const [index, call] of calls.entries()) {
      const took = await timeOf(call, round + warmUps);
      if (round >= 0) times[index]?.push(took);
    }
  }
  return calls.map(({ name, hasGoal }, index) => {
    const sorted = (times[index] ?? []).sort((a, b) => a - b);
    return { name, hasGoal, p50: rank(sorted, 0.5), p95: rank(sorted, 0.95) };
  });
}

const rank = (sorted: readonly number[], share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;

async function timeOf({ name, run, isFile = false }: Call, round: number): Promise<number> {
  const begun = performance.now();
  const response = await run(round);
  const reader = response.body?.getReader();
  let chunk = await reader?.read();
  const firstByte = performance.now() - begun;
  while (!isFile && chunk && !chunk.done) chunk = await reader?.read();
  const took = isFile ? firstByte : performance.now() - begun;
  await reader?.cancel();
  if (response.status !== 200) throw new Error(`${name}: ${response.status}`);
  return took;
}
