import type { CaseRow, CaseTab, Fixer } from '@/lib/contract/staff-list';
import { fixerWords, stepWords, tabMarks } from './case-words';
import { Mark } from './mark';

/** Icon and words of where a case stands. */
export function StateWord({ row }: { row: CaseRow }) {
  return (
    <span className="s-say" data-tone={tabMarks[row.tab].tone}>
      <Mark name={tabMarks[row.tab].mark} />
      <span title={row.status}>{row.status}</span>
    </span>
  );
}

/** Who can fix it; FortifyData is the only colored one. */
export function FixerWord({ by }: { by: Fixer }) {
  return (
    <span className="s-fix" data-who={by}>
      <Mark name={fixerWords[by].mark} />
      {fixerWords[by].word}
    </span>
  );
}

/** Six marks: done flat, current tall, later hollow; beside them the name of the step, and whether somebody waits for the next sign-in. */
export function MiniSteps({ row }: { row: CaseRow }) {
  const now = row.step === 'done' ? -1 : row.stepsDone;
  const words = row.step === 'done' ? '6 of 6 steps done' : `${row.stepsDone} of 6 steps done, now at ${stepWords[row.step]}`;
  return (
    <span className="s-steps-line">
      <svg className="s-mini" viewBox="0 0 92 10" role="img" aria-label={words} data-tone={tabMarks[row.tab].tone}>
        {[0, 1, 2, 3, 4, 5].map((index) => (
          <StepMark key={index} at={index * 16} state={index === now ? 'now' : index < row.stepsDone ? 'done' : 'later'} />
        ))}
      </svg>
      <span className="s-sub" aria-hidden="true">
        {stepWords[row.step]}
      </span>
      {row.recheckAsked ? <RecheckMark /> : null}
    </span>
  );
}

function RecheckMark() {
  return (
    <span className="s-tone inline-flex" title="Re-check asked">
      <Mark name="loop" />
      <span className="vh">Re-check asked</span>
    </span>
  );
}

function StepMark({ at, state }: { at: number; state: 'done' | 'now' | 'later' }) {
  if (state === 'now') return <rect data-s={state} x={at} y="0" width="12" height="10" rx="2.5" />;
  if (state === 'done') return <rect data-s={state} x={at} y="3" width="12" height="4" rx="2" />;
  return <rect data-s={state} x={at + 0.5} y="3.5" width="11" height="3" rx="1.5" />;
}

/** Icon of a tab, colored as everywhere. */
export function TabMark({ tab }: { tab: CaseTab }) {
  return (
    <span className="s-tone inline-flex" data-tone={tabMarks[tab].tone}>
      <Mark name={tabMarks[tab].mark} />
    </span>
  );
}
