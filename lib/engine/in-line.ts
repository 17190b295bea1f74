/** Survives the framework's several copies of a module. */
const shared = globalThis as typeof globalThis & { defenderConnectLines?: Map<string, Promise<unknown>> };

/**
 * Runs work when all earlier work of this process for the same name has ended, however it ended. Who would wait for the same lease stands
 * in line here instead of asking the database again and again, so that a hundred presses of one button leave room for everybody else.
 * The line saves work and guards nothing: behind work that stalls nobody stands longer than `longestMs`.
 */
export function inLine<T>(name: string, longestMs: number, work: () => Promise<T>): Promise<T> {
  shared.defenderConnectLines ??= new Map();
  const lines = shared.defenderConnectLines;
  const before = lines.get(name);
  const mine = (before ? endOrLimit(before, longestMs) : Promise.resolve()).then(work);
  const ended = mine.then(
    () => undefined,
    () => undefined,
  );
  lines.set(name, ended);
  ended.then(() => lines.get(name) === ended && lines.delete(name));
  return mine;
}

async function endOrLimit(before: Promise<unknown>, longestMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, longestMs);
  });
  await Promise.race([before, limit]);
  clearTimeout(timer);
}
