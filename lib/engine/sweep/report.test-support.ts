import { badAnswers, deathsAtWork } from './disturbances.test-support';
import type { SweepReport } from './sweep.test-support';

/** The figures of a sweep. */
export interface SweepFigures {
  /** Places at which something can break: passages of the flows, moments of the sealer, requests before and after their effect. */
  readonly points: number;
  readonly runs: number;
  readonly broken: readonly string[];
}

const requestEnds = () =>
  new Set(badAnswers.map(({ name, fault }) => `${name.split(':')[0]} ${JSON.stringify(fault).includes('"after"')}`)).size;

/** Counts what a sweep came to. */
export function figuresOf({ passages, groups }: SweepReport): SweepFigures {
  const inFlows = [...passages.values()].reduce((sum, names) => sum + names.length, 0);
  return {
    points: inFlows + deathsAtWork.length / 2 + requestEnds(),
    runs: [...groups.values()].reduce((sum, { runs }) => sum + runs, 0),
    broken: [...groups.values()].flatMap(({ broken }) => broken),
  };
}

/** The report as lines for people. */
export function reportLines(report: SweepReport, seconds: number): string[] {
  const { points, runs, broken } = figuresOf(report);
  const flows = [...report.passages].map(([flow, names]) => `${names.length} passages (${flow})`);
  const groups = [...report.groups].map(
    ([group, item]) => `  ${group.padEnd(24)}${String(item.runs).padStart(4)} runs${String(item.broken.length).padStart(4)} broken`,
  );
  return [
    `Points: ${points} = ${flows.join(' + ')} + ${deathsAtWork.length / 2} moments of a sealer's work + ${requestEnds()} ends of requests`,
    ...groups,
    ...broken.map((sentence) => `  BROKEN ${sentence}`),
    `${points} points, ${runs} runs, ${broken.length} invariants broken, in ${Math.round(seconds)} s`,
  ];
}
