export interface WebProxy {
  /** Answers of each target, by port. */
  readonly counts: ReadonlyMap<number, number>;
  stop(): Promise<void>;
}

export function startProxy(options: { port: number; targets: readonly number[] }): Promise<WebProxy>;
