/** A worker whose last beat is older than this hangs. A round that waits for a slow store at every connection takes less. */
const longestSilenceMs = 120_000;

/** Shared by the framework's several copies of this module. */
const shared = globalThis as typeof globalThis & { defenderConnectWorkerBeat?: number };

/** The worker of this process is alive at this moment. */
export function noteBeat(): void {
  shared.defenderConnectWorkerBeat = performance.now();
}

/** The worker of this process has ended as it should. */
export function noteEnd(): void {
  delete shared.defenderConnectWorkerBeat;
}

/** False when a worker was started in this process and has stopped beating. A process without one is none the worse. */
export function workerIsAlive(tick: number = performance.now()): boolean {
  const beat = shared.defenderConnectWorkerBeat;
  return beat === undefined || tick - beat < longestSilenceMs;
}
