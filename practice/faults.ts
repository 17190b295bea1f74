import type { Service } from './http';

/** An answer that replaces the real one. */
export interface FaultAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A disturbance that control has ordered for coming requests. */
export interface Fault {
  readonly match: { readonly service?: Service; readonly method?: string; readonly path?: RegExp; readonly tenant?: string };
  /** How many more requests it strikes. */
  times: number;
  /** `before`: instead of the work; `after`: the work is done and only the answer is disturbed. */
  readonly effect: 'before' | 'after';
  readonly answer: FaultAnswer | null;
  /** reset: connection cut; stall: no answer; truncate: half of the answer, then cut. */
  readonly action: 'reset' | 'stall' | 'truncate' | null;
}

interface Target {
  readonly service: Service;
  readonly method: string;
  readonly path: string;
  /** Id of the tenant that the request is about, as far as it can be told before any work; null otherwise. */
  readonly tenantId: string | null;
}

/** Ordered faults; the oldest one that fits a request strikes it. */
export class Faults {
  #list: Fault[] = [];

  add(fault: Fault): void {
    this.#list.push(fault);
  }

  clear(): void {
    this.#list = [];
  }

  all(): readonly Fault[] {
    return this.#list;
  }

  /**
   * The fault that strikes this request, used up by one, or null.
   * @param answersOnly true for parts of a batch, where a connection cannot be cut
   */
  take(target: Target, answersOnly = false): Fault | null {
    const fault = this.#list.find((candidate) => fits(candidate, target) && (!answersOnly || candidate.answer !== null));
    if (!fault) return null;
    fault.times -= 1;
    if (fault.times <= 0) this.#list = this.#list.filter((other) => other !== fault);
    return fault;
  }
}

function fits({ match }: Fault, target: Target): boolean {
  if (match.service && match.service !== target.service) return false;
  if (match.tenant && match.tenant !== target.tenantId) return false;
  if (match.method && match.method.toUpperCase() !== target.method) return false;
  return !match.path || match.path.test(target.path);
}
