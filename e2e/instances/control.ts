/** Set by scripts/lib/browser-tests.mjs, which starts three web processes behind a proxy for the specs of this folder. */
const control = process.env['E2E_CONTROL_URL'] ?? '';

/** The web processes, by number. */
export const instances = [1, 2, 3] as const;
export type Instance = (typeof instances)[number];

async function ask<Body>(path: string, body: object = {}): Promise<Body> {
  const answer = await fetch(`${control}${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as Body;
}

/** Asks a web process to end (SIGTERM). Gives the milliseconds until it had. */
export const stopInstance = (number: Instance) => ask<number>(`/instances/${number}/stop`);
/** Ends a web process at once (SIGKILL). */
export const killInstance = (number: Instance) => ask<number>(`/instances/${number}/kill`);
/** Starts a web process anew, on a machine whose clock may be wrong, and waits until it answers. */
export const startInstance = (number: Instance, machine: { clockMinutes?: number } = {}) =>
  ask<null>(`/instances/${number}/start`, machine);

/** Stops and starts the web processes one after the other, as a deployment does. Gives the longest stop in milliseconds. */
export async function rollingRestart(): Promise<number> {
  let longest = 0;
  for (const number of instances) {
    longest = Math.max(longest, await stopInstance(number));
    await startInstance(number);
  }
  return longest;
}

export const stopDatabase = () => ask<null>('/database/stop');
export const startDatabase = () => ask<null>('/database/start');

/** Answers that each web process has given, by port. */
export const answersOfEach = async () => Object.values(await ask<Record<string, number>>('/counts'));
