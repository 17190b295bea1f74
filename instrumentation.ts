/**
 * Called by Next once when a server process starts. Reads the configuration before the first request, so that a wrong one
 * stops the server with every fault named instead of failing for the first customer.
 */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { envOrExit } = await import('./lib/env');
  const { worker } = envOrExit();
  const { hasSealer } = await import('./lib/sealer/child');
  if (!hasSealer()) {
    console.error('dist/sealer.mjs is missing beside the server: run `npm run build`.');
    process.exit(1);
  }
  const { refuseTrace } = await import('./lib/web/refuse-trace');
  refuseTrace();
  const { letPagesChooseStatus } = await import('./lib/web/page-status');
  letPagesChooseStatus();
  const { drainWhenAsked } = await import('./lib/engine/drain');
  drainWhenAsked();
  if (worker) await runWorker();
}

/** The background worker beside the pages. Asked to end, it begins nothing new; what it cannot finish any other worker goes on with. */
async function runWorker(): Promise<void> {
  const { startWorker } = await import('./lib/engine/worker/worker');
  const { workerPorts } = await import('./lib/engine/worker-ports');
  const running = startWorker(workerPorts());
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void running.stop());
}
