/** The pauses of loops that can be asked to end in the middle of one. */
export class Pause {
  ended = false;
  readonly #wakes = new Set<() => void>();

  /** Ends the present pauses and every later one at once. */
  end(): void {
    this.ended = true;
    for (const wake of this.#wakes) wake();
  }

  async wait(milliseconds: number): Promise<void> {
    if (this.ended) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#wakes.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.#wakes.add(wake);
    });
  }
}
