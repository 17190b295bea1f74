/** Links that are in the page alone, and that nobody has copied or downloaded yet. */
export class HeldLinks {
  readonly #held = new Map<symbol, number>();
  #isLetGo = false;

  /** How many would be lost with the page. */
  count(): number {
    return this.#isLetGo ? 0 : [...this.#held.values()].reduce((sum, links) => sum + links, 0);
  }

  /** Takes note of so many links. @returns what takes the note back */
  hold(links: number): () => void {
    const name = Symbol('links');
    this.#isLetGo = false;
    this.#held.set(name, links);
    return () => {
      this.#held.delete(name);
      if (this.#held.size === 0) this.#isLetGo = false;
    };
  }

  /** Somebody has said that they may be lost: nothing is asked again until there are others. */
  letGo(): void {
    this.#isLetGo = true;
  }
}
