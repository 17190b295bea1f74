/** How long a store may take for one put, all its requests together: well below the longest hold of a lease (40 s). */
export const timeLimitMs = 10_000;

/**
 * Runs `work` and gives up after the time limit, also on work that does not heed its signal.
 * @throws what `work` throws, or an Error that says the time was up
 */
export async function withinTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${timeLimitMs / 1000} s`));
      controller.abort();
    }, timeLimitMs);
  });
  try {
    return await Promise.race([work(controller.signal), end]);
  } finally {
    clearTimeout(timer);
  }
}
