import type { Service } from './http';

/** One request as it came and as it was answered, bodies in full: tests prove from it where a secret appeared. */
export interface JournalEntry {
  readonly n: number;
  readonly at: string;
  readonly service: Service;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
  readonly tenantId: string | null;
  readonly actor: string | null;
  readonly write: boolean;
  readonly browser: boolean;
  /** What a fault did to the request, or null. */
  readonly fault: string | null;
  readonly durationMs: number;
}

const capacity = 20_000;

/** The last requests in order; numbers go on rising when old entries are dropped or all are cleared. */
export class Journal {
  #entries: JournalEntry[] = [];
  #last = 0;

  add(entry: Omit<JournalEntry, 'n'>): void {
    this.#last += 1;
    this.#entries.push({ n: this.#last, ...entry });
    if (this.#entries.length > capacity) this.#entries = this.#entries.slice(capacity / 10);
  }

  /** Entries after number `n`. */
  since(n: number): readonly JournalEntry[] {
    return this.#entries.filter((entry) => entry.n > n);
  }

  get last(): number {
    return this.#last;
  }

  clear(): void {
    this.#entries = [];
  }
}
