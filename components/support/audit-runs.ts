import type { AuditLineView, AuditPage } from '@/lib/contract/staff-audit';

/** Lines that were seen and follow each other without a gap under one filter, newest first. */
export interface AuditRun {
  readonly lines: readonly AuditLineView[];
  /** Where the lines behind them are asked for; null: there are none. */
  readonly cursor: string | null;
}

type Page = Pick<AuditPage, 'lines' | 'cursor'>;

/**
 * Takes the newest page in. No line that was seen is lost: where more came than a page holds, the page stands as a run of its own and the
 * gap is what lies between the runs.
 * @param runs newest first
 */
export function withNewest(runs: readonly AuditRun[], { lines, cursor }: Page): readonly AuditRun[] {
  // what has no line under this filter now had none before: nothing is ever taken out of the audit
  if (lines.length === 0) return runs;
  return joined([{ lines, cursor }, ...runs]);
}

/**
 * Takes the page in that lies behind a run.
 * @param cursor the run's, as it was asked with; where no run ends there any more, nothing changes
 */
export function withOlder(runs: readonly AuditRun[], cursor: string, page: Page): readonly AuditRun[] {
  return joined(runs.map((run) => (run.cursor === cursor ? { lines: union(run.lines, page.lines), cursor: page.cursor } : run)));
}

/** Runs that meet are one. */
function joined(runs: readonly AuditRun[]): readonly AuditRun[] {
  const [newest, next, ...others] = runs;
  if (!newest || !next) return runs;
  if (!meet(newest, next)) return [newest, ...joined([next, ...others])];
  const deeper = lastOf(newest) < lastOf(next) ? newest : next;
  return joined([{ lines: union(newest.lines, next.lines), cursor: newest.cursor === null ? null : deeper.cursor }, ...others]);
}

const numberOf = ({ seq }: AuditLineView): bigint => BigInt(seq);
const firstOf = ({ lines }: AuditRun): bigint => (lines[0] ? numberOf(lines[0]) : 0n);
const lastOf = ({ lines }: AuditRun): bigint => {
  const last = lines.at(-1);
  return last ? numberOf(last) : 0n;
};

/** Numbers have no gap: where one run ends right above the other, no line can lie between. */
const meet = (newer: AuditRun, older: AuditRun): boolean => newer.cursor === null || lastOf(newer) <= firstOf(older) + 1n;

/** Each line once, newest first. */
function union(some: readonly AuditLineView[], others: readonly AuditLineView[]): readonly AuditLineView[] {
  const all = new Map([...others, ...some].map((line) => [line.seq, line]));
  return [...all.values()].sort((left, right) => (numberOf(left) < numberOf(right) ? 1 : -1));
}
