// The program `dist/worker.mjs`: the background worker in a process of its own, for a deployment that wants it apart from the web process.
import { envOrExit } from '../../env';
import { workerPorts } from '../worker-ports';
import { startWorker } from './worker';

/** Whoever asks a program to end waits about 30 s for it. What is begun takes half of that at most. */
const longestEndMs = 24_000;

envOrExit();
const outside = workerPorts();
const running = startWorker(outside);

async function end(): Promise<void> {
  setTimeout(() => process.exit(1), longestEndMs).unref();
  await running.stop();
  await outside.close();
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end());
