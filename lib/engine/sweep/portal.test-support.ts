import { inspect } from 'node:util';
import { type Ports, ports as realPorts } from '../ports';
import { signInPorts as realSignInPorts, type SignInPorts } from '../sign-in-ports';
import { Resting } from '../worker/resting';
import { workRound } from '../worker/round';
import { workerPorts } from '../worker-ports';
import { Admin, type Tidings } from './admin.test-support';
import type { Seat } from './browser.test-support';
import { installClock, setShift } from './clock.test-support';
import { behind, Gate, type Plan } from './gate.test-support';
import { sealersEnded, watched, watchedCertificates } from './sealer-watch.test-support';

/** What the sweep orders of a portal process. */
export interface Order {
  readonly kind: 'order';
  readonly seat: Seat;
  readonly plan: Plan;
  readonly cookie: string | null;
  readonly shiftMs: number;
}

/** What a portal process tells the sweep. */
export type News =
  | { readonly kind: 'ready' }
  | { readonly kind: 'cookie'; readonly cookie: string }
  /** So much time shall pass; the process waits for `Go`. */
  | { readonly kind: 'wait'; readonly id: number; readonly milliseconds: number }
  | { readonly kind: 'connected' }
  /** A passage was struck and its request has ended or stalls; the process waits for `Go`. */
  | { readonly kind: 'struck'; readonly id: number; readonly name: string }
  | { readonly kind: 'ended'; readonly complete: boolean; readonly passages: readonly string[]; readonly errors: readonly string[] };

/** The answer to `wait` and `struck`. */
export interface Go {
  readonly kind: 'go';
  readonly id: number;
  readonly shiftMs: number;
}

/** More rows than a lane ever has to be swept. */
const mostSwept = 10_000;

/** Turns after which a connection counts as stuck. */
const mostTurns = 120;

/** The portal without its HTTP: engine, adapters, database and sealers are the product's, the requests come from an `Admin` in here. */
class Portal {
  readonly #order: Order;
  readonly #gate: Gate;
  readonly #errors: string[] = [];
  /** True when the sweep knows of the strike, or will see it by itself. */
  #noted: boolean;

  constructor(order: Order) {
    this.#order = order;
    this.#gate = new Gate(order.plan, order.seat.practiceUrl);
    this.#noted = this.#isStruckBy('kill');
  }

  async run(): Promise<News> {
    if (this.#order.plan.trouble === null) await this.#background();
    const struck = this.#admin((port, name) => behind(this.#gate, port, name));
    const complete = this.#isStruckBy('late') ? await this.#runWithStall(struck) : await this.#drive(struck);
    if (this.#order.plan.trouble === null) await this.#background();
    // the end may come faster than the kill that was ordered in its middle
    if (this.#isStruckBy('kill') && this.#gate.struck !== null) await new Promise(() => undefined);
    return { kind: 'ended', complete, passages: this.#gate.names, errors: this.#errors };
  }

  /** What the background worker does beside every web process: before the admin comes back, and after. */
  async #background(): Promise<void> {
    const outside = workerPorts();
    await workRound({ outside, resting: new Resting(), ends: () => false });
    await outside.sweep(mostSwept);
  }

  #isStruckBy(kind: 'late' | 'kill'): boolean {
    const { trouble } = this.#order.plan;
    return trouble?.kind === 'strike' && trouble.mode.startsWith(kind);
  }

  /** One request stalls past its lease, another takes over and goes to the end, then the first wakes up and goes on. */
  async #runWithStall(struck: Admin): Promise<boolean> {
    const first = this.#drive(struck, () => this.#gate.struck !== null);
    const ended = await Promise.race([first.then(() => true), this.#gate.strike.then(() => false)]);
    if (ended && this.#gate.struck === null) return first;
    await this.#noteStrike();
    const other = this.#admin((port) => port);
    other.cookie = struck.cookie;
    await this.#drive(other);
    this.#gate.open();
    await first;
    const complete = await this.#drive(other);
    await sealersEnded();
    return complete;
  }

  #admin(wrap: <P extends object>(port: P, name: string) => P): Admin {
    const { seat, cookie } = this.#order;
    const real = realPorts();
    const ports: Ports = {
      ...real,
      data: wrap(real.data, 'data'),
      microsoft: wrap(real.microsoft, 'microsoft'),
      store: wrap(real.store, 'store'),
      sealers: wrap(watched(real.sealers), 'sealers'),
      certificates: real.certificates && wrap(watchedCertificates(real.certificates), 'certificates'),
    };
    const signIn: SignInPorts = wrap(realSignInPorts(), 'signIn');
    return new Admin({ ports, signIn, seat, tidings, cookie });
  }

  /** Turn after turn until nothing is left to do; an error is what the page shows with "Try again", and the admin does. */
  async #drive(admin: Admin, stop: () => boolean = () => false): Promise<boolean> {
    for (let turn = 0; turn < mostTurns; turn += 1) {
      const complete = await admin.turn().catch((error: unknown) => {
        this.#errors.push(inspect(error));
        return false;
      });
      if (stop()) return complete;
      if (this.#gate.struck !== null && !this.#noted) await this.#noteStrike();
      else if (complete) return true;
    }
    return false;
  }

  async #noteStrike(): Promise<void> {
    this.#noted = true;
    await ask({ kind: 'struck', name: this.#gate.struck ?? '' });
  }
}

const tell = (news: News): Promise<void> =>
  new Promise((resolve, reject) => {
    process.send?.(news, undefined, undefined, (error) => (error ? reject(error) : resolve()));
  });

const pending = new Map<number, () => void>();
let asked = 0;

/** Tells, and goes on when the sweep says so. */
async function ask(news: { kind: 'struck'; name: string } | { kind: 'wait'; milliseconds: number }): Promise<void> {
  asked += 1;
  const id = asked;
  const answered = new Promise<void>((resolve) => pending.set(id, resolve));
  await tell({ ...news, id });
  await answered;
}

const tidings: Tidings = {
  cookie: (cookie) => tell({ kind: 'cookie', cookie }),
  wait: (milliseconds) => ask({ kind: 'wait', milliseconds }),
  connected: () => tell({ kind: 'connected' }),
};

process.on('message', (message: Order | Go) => {
  setShift(message.shiftMs);
  if (message.kind === 'order') void new Portal(message).run().then(tell);
  else pending.get(message.id)?.();
});
process.on('disconnect', () => process.exit(0));
installClock();
await tell({ kind: 'ready' });
