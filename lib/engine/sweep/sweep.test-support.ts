import { buildSealer } from '../../sealer/bundle.test-support';
import { runCase } from './case.test-support';
import { badAnswers, type Disturbance, sealerDeaths } from './disturbances.test-support';
import type { Plan } from './gate.test-support';
import { Lane } from './lane.test-support';
import { buildPortal } from './portal-process.test-support';
import { type Mode, modes } from './strikes.test-support';

export interface SweepOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly lanes: number;
  readonly modes: readonly Mode[];
  /** Every how many-th passage is struck, and every how many-th disturbance comes. */
  readonly step: number;
  readonly progress?: (line: string) => void;
}

/** One case of the list, as the report counts it. */
interface Case {
  readonly group: string;
  readonly name: string;
  readonly plan: Plan;
}

/** What a sweep came to. */
export interface SweepReport {
  /** Passages of a whole run without a fault, in order. */
  readonly passages: readonly string[];
  readonly groups: ReadonlyMap<string, { readonly runs: number; readonly broken: readonly string[] }>;
}

/** The state of a sweep while lanes take cases from it. */
class Sweep {
  readonly groups = new Map<string, { runs: number; broken: string[] }>();
  passages: readonly string[] = [];
  readonly #options: SweepOptions;
  readonly #cases: Iterator<Case>;
  /** Modes of which a run has passed without reaching its passage. */
  readonly #exhausted = new Set<string>();

  constructor(options: SweepOptions) {
    this.#options = options;
    this.#cases = this.#list();
  }

  *#list(): Generator<Case> {
    const { modes: wanted, step } = this.#options;
    for (const [index, mode] of wanted.entries()) {
      for (let at = 1 + (index % step); !this.#exhausted.has(mode); at += step) {
        if (makesSense(mode, this.passages[at - 1])) yield { group: mode, name: `${mode} at ${at}`, plan: { kind: 'strike', mode, at } };
      }
    }
    yield* disturbances('sealer dies', sealerDeaths, 1);
    yield* disturbances('bad answer', badAnswers, step);
  }

  async lane(lane: Lane): Promise<void> {
    const first = await runCase(lane, { kind: 'strike', mode: 'throw', at: Number.POSITIVE_INFINITY });
    this.passages = first.passages;
    this.#note({ group: 'no fault', name: 'no fault', plan: { kind: 'none' } }, first.broken);
    await lane.guard(first.customer);
    for (let next = this.#cases.next(); !next.done; next = this.#cases.next()) await this.#run(lane, next.value);
  }

  async #run(lane: Lane, item: Case): Promise<void> {
    const began = Date.now();
    const { struck, broken } = await runCase(lane, item.plan);
    if (struck === null) this.#exhausted.add(item.group);
    if (struck === null && item.plan.kind === 'strike') return;
    const missed = struck === null ? ['never struck'] : [];
    this.#note({ ...item, name: `${item.name} ${struck ?? ''}` }, [...broken, ...missed]);
    this.#options.progress?.(`${item.name} ${struck} ${Date.now() - began} ms ${broken.join('; ')}`);
  }

  #note({ group, name }: Case, broken: readonly string[]): void {
    const entry = this.groups.get(group) ?? { runs: 0, broken: [] };
    entry.runs += 1;
    entry.broken.push(...broken.map((sentence) => `${name}: ${sentence}`));
    this.groups.set(group, entry);
  }
}

/** A database that cannot be reached or does not answer is to its caller the same as one that throws: these two are for the network. */
function makesSense(mode: Mode, passage: string | undefined): boolean {
  return !['cut', 'timeout'].includes(mode) || passage === undefined || !passage.startsWith('data.');
}

function* disturbances(group: string, list: readonly Disturbance[], step: number): Generator<Case> {
  for (let index = 0; index < list.length; index += step) {
    const disturbance = list[index];
    if (disturbance) yield { group, name: disturbance.name, plan: { kind: 'disturbance', disturbance } };
  }
}

/** Every mode of failing. */
export const allModes = modes;

/**
 * Strikes every passage in turn, in every mode, until a run passes without reaching its passage; then every disturbance from outside.
 * @throws what the harness itself cannot do
 */
export async function sweep(options: SweepOptions): Promise<SweepReport> {
  const [portal] = await Promise.all([buildPortal(), buildSealer()]);
  const run = new Sweep(options);
  const lanes = await Promise.all(Array.from({ length: options.lanes }, () => Lane.open(portal.file, options.environment)));
  try {
    await Promise.all(lanes.map((lane) => run.lane(lane)));
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
    portal.remove();
  }
  return { passages: run.passages, groups: run.groups };
}
