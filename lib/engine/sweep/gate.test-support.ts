import { armed, type Disturbance } from './disturbances.test-support';
import { concerns, type Mode, strikes } from './strikes.test-support';

/** What is swept: a whole first connection; the way from a key whose answer was lost, from the repair of an app made by hand, or from the
 * adding of a certificate to a good end. */
export type Flow = 'first connection' | 'lost key' | 'adoption' | 'certificate';

/** The passage with which a flow begins: what comes before is that of a first connection. */
const beginnings: Readonly<Record<Flow, string | null>> = {
  'first connection': null,
  'lost key': 'sealers.spawn',
  adoption: 'microsoft.readFound',
  certificate: 'microsoft.addCertificate',
};

/** What shall happen to a run: a strike at the N-th passage of its flow that the mode is for, or a disturbance outside at the first passage of a name. */
export interface Plan {
  readonly flow: Flow;
  readonly trouble:
    | { readonly kind: 'strike'; readonly mode: Mode; readonly at: number }
    | { readonly kind: 'disturbance'; readonly disturbance: Disturbance }
    | null;
}

export const noTrouble: Plan = { flow: 'first connection', trouble: null };

/** Counts every passage through a port and strikes one of them. */
export class Gate {
  /** The passage that was struck. */
  struck: string | null = null;
  /** Passages so far. */
  readonly names: string[] = [];
  #begun: boolean;
  /** Passages so far that the mode is for. */
  #concerned = 0;
  readonly #plan: Plan;
  readonly #practiceUrl: string;
  readonly #opened: Promise<void>;
  #open: () => void = () => undefined;
  #noteStrike: () => void = () => undefined;
  /** Resolves at the moment of the strike. */
  readonly strike: Promise<void>;

  constructor(plan: Plan, practiceUrl: string) {
    this.#plan = plan;
    this.#begun = beginnings[plan.flow] === null;
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
    const begins = !this.#begun && name === beginnings[this.#plan.flow];
    this.#begun ||= begins;
    // the flow of a lost key begins with its loss
    if (begins && this.#plan.flow === 'lost key') return strikes.lost({ n: 0, name, call, opened: this.#opened });
    if (!this.#begun) return call();
    this.names.push(name);
    const { trouble } = this.#plan;
    if (trouble?.kind === 'strike' && concerns(trouble.mode, name)) {
      this.#concerned += 1;
      if (trouble.at !== this.#concerned) return call();
      this.#note(name);
      return strikes[trouble.mode]({ n: trouble.at, name, call, opened: this.#opened });
    }
    if (trouble?.kind === 'disturbance' && trouble.disturbance.at === name && this.struck === null) {
      this.#note(name);
      return armed(trouble.disturbance, { practiceUrl: this.#practiceUrl, name, call });
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
