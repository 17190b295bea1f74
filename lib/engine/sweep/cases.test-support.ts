import { badAnswers, type Disturbance, deathsAtWork } from './disturbances.test-support';
import type { Flow, Plan } from './gate.test-support';
import { concerns, type Mode, modes } from './strikes.test-support';

/** One case of the list, and the line of the report it counts for. */
export interface Case {
  readonly group: string;
  readonly name: string;
  readonly plan: Plan;
}

/** Passages of an undisturbed run, by flow. */
export type Passages = ReadonlyMap<Flow, readonly string[]>;

/** The modes in which each flow is struck; on the other ways only those that differ there. */
const modesOf: Readonly<Record<Flow, readonly Mode[]>> = {
  'first connection': modes,
  'lost key': ['throw', 'lost', 'late', 'kill-after'],
  adoption: ['lost', 'late', 'kill-after'],
  certificate: ['lost', 'late', 'kill-after'],
};

export const flows: readonly Flow[] = ['first connection', 'lost key', 'adoption', 'certificate'];

/**
 * All cases, made while they are taken: the passages one after the other, until a run has passed without reaching the one that was to be
 * struck; with a step above 1 only every so-many-th, each mode beginning at another one.
 * @param exhausted groups of which a run has passed without reaching its passage
 */
export function* casesOf(step: number, passages: Passages, exhausted: ReadonlySet<string>): Generator<Case> {
  for (const flow of flows) {
    for (const [index, mode] of modesOf[flow].entries()) {
      const last = (passages.get(flow) ?? []).filter((name) => concerns(mode, name)).length;
      const group = flow === 'first connection' ? mode : `${mode}, ${flow}`;
      for (let at = 1 + ((index * 5) % step); !exhausted.has(group) && (step === 1 || at <= last); at += step) {
        const plan = { flow, trouble: { kind: 'strike', mode, at } } as const;
        yield { group, name: `${group}, passage ${at}`, plan };
      }
    }
  }
  yield* disturbances('death at work', deathsAtWork, Math.min(step, 3));
  yield* disturbances('bad answer', badAnswers, step);
}

function* disturbances(group: string, list: readonly Disturbance[], step: number): Generator<Case> {
  for (const [index, disturbance] of list.entries()) {
    const plan: Plan = { flow: 'first connection', trouble: { kind: 'disturbance', disturbance } };
    if (index % step === 0) yield { group, name: disturbance.name, plan };
  }
}
