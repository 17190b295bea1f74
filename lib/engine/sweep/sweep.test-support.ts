import { buildSealer } from '../../sealer/bundle.test-support';
import { runCase } from './case.test-support';
import { type Case, casesOf, flows } from './cases.test-support';
import type { Flow } from './gate.test-support';
import { Lane } from './lane.test-support';
import { buildPortal } from './portal-process.test-support';
import { newSigner } from './signer.test-support';

export interface SweepOptions {
  /** A whole configuration of the portal, but for its database and its practice cloud. */
  readonly environment: Readonly<Record<string, string>>;
  /** How many cases run side by side. */
  readonly lanes: number;
  /** Every how many-th passage is struck; 1 strikes them all, until a run passes without reaching its passage. */
  readonly step: number;
  /** Told of every case that has ended. */
  readonly progress: (line: string) => void;
}

/** What a sweep came to. */
export interface SweepReport {
  readonly passages: ReadonlyMap<Flow, readonly string[]>;
  readonly groups: ReadonlyMap<string, Group>;
}

interface Group {
  readonly runs: number;
  readonly broken: readonly string[];
}

/** A sweep under way: lanes take cases from it and bring their results. */
class Sweep {
  readonly groups = new Map<string, Group>();
  readonly passages = new Map<Flow, readonly string[]>();
  readonly #progress: SweepOptions['progress'];
  readonly #cases: Iterator<Case>;
  readonly #exhausted = new Set<string>();

  constructor({ step, progress }: SweepOptions) {
    this.#progress = progress;
    this.#cases = casesOf(step, this.passages, this.#exhausted);
  }

  /** Undisturbed runs show the passages, and their tenant is the neighbor of all that follows. */
  async work(lane: Lane): Promise<void> {
    for (const flow of flows) {
      const { passages, broken, customer } = await runCase(lane, { flow, trouble: null });
      this.passages.set(flow, passages);
      this.#note('no trouble', `no trouble, ${flow}`, broken);
      await lane.guard(customer);
    }
    for (let next = this.#cases.next(); !next.done; next = this.#cases.next()) await this.#run(lane, next.value);
    if ((await lane.brokenAuditLines(0)) > 0) this.#note('audit', 'the whole chain', ['I5: it is broken']);
  }

  async #run(lane: Lane, { group, name, plan }: Case): Promise<void> {
    const began = performance.now();
    const { struck, broken } = await runCase(lane, plan);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const missed = struck === null;
    if (missed) this.#exhausted.add(group);
    this.#note(
      group,
      `${name} (${struck}, ${seconds} s)`,
      missed && plan.trouble?.kind === 'disturbance' ? [...broken, 'never struck'] : broken,
    );
  }

  #note(group: string, name: string, broken: readonly string[]): void {
    const before = this.groups.get(group) ?? { runs: 0, broken: [] };
    const sentences = broken.map((sentence) => `${name}: ${sentence}`);
    this.groups.set(group, { runs: before.runs + 1, broken: [...before.broken, ...sentences] });
    this.#progress([`${name}: ${broken.length === 0 ? 'holds' : 'BROKEN'}`, ...sentences].join('\n  '));
  }
}

/**
 * Strikes the passages of a connection in turn, in every mode; then every disturbance from outside.
 * @throws what the harness itself cannot do
 */
export async function sweep(options: SweepOptions): Promise<SweepReport> {
  const [portal] = await Promise.all([buildPortal(), buildSealer()]);
  const run = new Sweep(options);
  const signer = newSigner();
  const outside = { environment: options.environment, signer };
  const lanes = await Promise.all(Array.from({ length: options.lanes }, () => Lane.open(portal.file, outside)));
  try {
    await Promise.all(lanes.map((lane) => run.work(lane)));
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
    portal.remove();
    signer.remove();
  }
  return { passages: run.passages, groups: run.groups };
}
