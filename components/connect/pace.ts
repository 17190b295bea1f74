/**
 * Resolves after `ms`; where `pauseWhenHidden`, not before the tab is visible. Nobody looks at a hidden tab, and Microsoft
 * need not be asked for nobody.
 * @throws the signal's reason when it ends the wait
 */
export async function due({ ms, pauseWhenHidden }: { ms: number; pauseWhenHidden: boolean }, signal: AbortSignal): Promise<void> {
  await until(signal, (done) => {
    const timer = setTimeout(done, ms);
    return () => clearTimeout(timer);
  });
  if (!pauseWhenHidden || document.visibilityState === 'visible') return;
  await until(signal, (done) => {
    document.addEventListener('visibilitychange', done, { once: true });
    return () => document.removeEventListener('visibilitychange', done);
  });
}

/** Waits for what `start` reports as done, or for the signal; cleans up in both cases. */
function until(signal: AbortSignal, start: (done: () => void) => () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const end = () => {
      stop();
      reject(signal.reason);
    };
    const stop = start(() => {
      signal.removeEventListener('abort', end);
      resolve();
    });
    signal.addEventListener('abort', end, { once: true });
  });
}
