/** The pauses of a loop that can be asked to end in the middle of one. */
export class Pause {
  ended = false;
  #wake: () => void = () => undefined;

  /** Ends the present pause and every later one at once. */
  end(): void {
    this.ended = true;
    this.#wake();
  }

  async wait(milliseconds: number): Promise<void> {
    if (this.ended) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
