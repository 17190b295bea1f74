/**
 * Which copy of the directory a reader meets: writers see the primary, everybody else a copy that lags behind. Graph's reads, the consent
 * page and the token endpoint have copies of their own, as a tenant's exact lags may say.
 */
export type View = 'primary' | 'replica' | 'consent' | 'token';

interface Version<T> {
  /** null: removed */
  readonly value: T | null;
  readonly visibleAt: number;
  /** Absent in state files of earlier versions: long ago. */
  readonly writtenAt?: number;
}

/**
 * A keyed collection with replication lag. Entra promises no time until a write is seen by reads, by the consent page or
 * by the token endpoint; here every write gets its own random delay around the tenant's mean. Lag is counted in real
 * time, so that shifting the practice clock neither hides nor reveals anything.
 */
export class Replicated<T extends object> {
  readonly #rows = new Map<string, Version<T>[]>();
  readonly #meanLagMs: () => number;
  readonly #exactLagMs: (view: View) => number | null;

  /**
   * @param meanLagMs asked at every write; 0 makes the collection consistent at once
   * @param exactLagMs asked at every read: after exactly this time since a write the view shows it; null: as the write's own delay says
   */
  constructor(meanLagMs: () => number, exactLagMs: (view: View) => number | null = () => null) {
    this.#meanLagMs = meanLagMs;
    this.#exactLagMs = exactLagMs;
  }

  /** The object with this key as the view shows it, or null. */
  get(id: string, view: View): T | null {
    const versions = this.#rows.get(id);
    return versions ? this.#seen(versions, view) : null;
  }

  /** All objects as the view shows them, oldest first. */
  all(view: View): T[] {
    const found: T[] = [];
    for (const versions of this.#rows.values()) {
      const value = this.#seen(versions, view);
      if (value) found.push(value);
    }
    return found;
  }

  /** Writes to the primary; replicas follow after this write's own lag, never before an earlier write. */
  put(id: string, value: T): void {
    this.#write(id, value);
  }

  /** Removes from the primary; replicas still show the object until they follow. */
  remove(id: string): void {
    if (this.#rows.has(id)) this.#write(id, null);
  }

  /** Makes every write visible at once. */
  settle(): void {
    for (const [id, versions] of this.#rows) {
      const last = versions.at(-1);
      if (!last?.value) this.#rows.delete(id);
      else this.#rows.set(id, [{ value: last.value, visibleAt: 0, writtenAt: 0 }]);
    }
  }

  /** As if all writes had been made this much earlier. */
  age(milliseconds: number): void {
    for (const [id, versions] of this.#rows) {
      const aged = versions.map(({ value, visibleAt, writtenAt = 0 }) => ({
        value,
        visibleAt: visibleAt - milliseconds,
        writtenAt: writtenAt - milliseconds,
      }));
      this.#rows.set(id, aged);
    }
  }

  /** All versions, to be kept in the state file. */
  dump(): [string, Version<T>[]][] {
    return [...this.#rows];
  }

  /** Takes back what `dump` gave. */
  load(rows: readonly [string, Version<T>[]][]): void {
    this.#rows.clear();
    for (const [id, versions] of rows) this.#rows.set(id, versions);
  }

  #write(id: string, value: T | null): void {
    const versions = this.#rows.get(id) ?? [];
    const mean = this.#meanLagMs();
    const writtenAt = Date.now();
    const lag = mean === 0 ? 0 : mean * (0.3 + 1.7 * Math.random());
    const visibleAt = mean === 0 ? 0 : Math.max(versions.at(-1)?.visibleAt ?? 0, writtenAt + lag);
    const version = { value, visibleAt, writtenAt };
    if (copies.some((view) => this.#exactLagMs(view) !== null)) {
      this.#rows.set(id, [...versions, version]);
      return;
    }
    const seen = versions.findLastIndex((earlier) => earlier.visibleAt <= writtenAt);
    this.#rows.set(id, visibleAt === 0 ? [version] : [...versions.slice(Math.max(seen, 0)), version]);
  }

  #seen(versions: readonly Version<T>[], view: View): T | null {
    if (view === 'primary') return versions.at(-1)?.value ?? null;
    const now = Date.now();
    const exact = this.#exactLagMs(view);
    const isVisible = ({ visibleAt, writtenAt = 0 }: Version<T>) => (exact === null ? visibleAt : writtenAt + exact) <= now;
    return versions.findLast(isVisible)?.value ?? null;
  }
}

const copies: readonly View[] = ['replica', 'consent', 'token'];
