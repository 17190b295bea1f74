import { armed, type Disturbance } from './disturbances.test-support';
import { type Mode, strikes } from './strikes.test-support';

/** What shall happen to a run: a strike at its N-th passage, or a disturbance outside at the first passage of a name. */
export type Plan =
  | { readonly kind: 'none' }
  | { readonly kind: 'strike'; readonly mode: Mode; readonly at: number }
  | { readonly kind: 'disturbance'; readonly disturbance: Disturbance };

/** Counts every passage through a port and strikes one of them. */
export class Gate {
  /** Passages so far. */
  count = 0;
  /** The passage that was struck. */
  struck: string | null = null;
  readonly names: string[] = [];
  readonly #plan: Plan;
  readonly #practiceUrl: string;
  readonly #opened: Promise<void>;
  #open: () => void = () => undefined;
  #noteStrike: () => void = () => undefined;
  /** Resolves at the moment of the strike. */
  readonly strike: Promise<void>;

  constructor(plan: Plan, practiceUrl: string) {
    this.#plan = plan;
    this.#practiceUrl = practiceUrl;
    this.#opened = new Promise((resolve) => {
      this.#open = resolve;
    });
    this.strike = new Promise((resolve) => {
      this.#noteStrike = resolve;
    });
  }

  /** Lets a stalled call go on. */
  open(): void {
    this.#open();
  }

  pass(name: string, call: () => unknown): unknown {
    this.count += 1;
    this.names.push(name);
    const plan = this.#plan;
    if (plan.kind === 'strike' && plan.at === this.count) {
      this.#note(name);
      return strikes[plan.mode]({ n: this.count, name, call, opened: this.#opened });
    }
    if (plan.kind === 'disturbance' && plan.disturbance.at === name && this.struck === null) {
      this.#note(name);
      return armed(plan.disturbance, { practiceUrl: this.#practiceUrl, name, call });
    }
    return call();
  }

  #note(name: string): void {
    this.struck = name;
    this.#noteStrike();
  }
}

/** The port behind the gate: each of its methods is one passage. */
export function behind<P extends object>(gate: Gate, port: P, portName: string): P {
  return new Proxy(port, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => gate.pass(`${portName}.${String(key)}`, () => Reflect.apply(value, target, args));
    },
  });
}
