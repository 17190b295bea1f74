import { backOffSeconds } from '../../domain/back-off';

/** Connections at which this worker failed in a way that nobody foresaw: each rests longer after each failure, and harms no other. */
export class Resting {
  readonly #failed = new Map<string, { readonly tries: number; readonly until: number }>();

  /** @param tick a clock in milliseconds that only runs forward */
  idsAt(tick: number): string[] {
    return [...this.#failed].filter(([, { until }]) => until > tick).map(([id]) => id);
  }

  hasFailed(id: string, tick: number): void {
    const tries = (this.#failed.get(id)?.tries ?? 0) + 1;
    this.#failed.set(id, { tries, until: tick + backOffSeconds(tries, 1) * 1000 });
  }

  wentWell(id: string): void {
    this.#failed.delete(id);
  }
}
