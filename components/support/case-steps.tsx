import type { StepView } from '@/lib/contract/connection';
import type { CaseAnswer } from '@/lib/contract/staff';
import { formatDuration } from '../time';
import type { Tone } from '../ui/tone';
import { tabMarks } from './case-words';
import { Mark, type MarkName } from './mark';

const marks: Record<StepView['state'], { readonly mark: MarkName; readonly word: string; readonly tone: Tone }> = {
  done: { mark: 'good', word: 'done', tone: 'good' },
  now: { mark: 'pulse', word: 'current step', tone: 'info' },
  wait: { mark: 'clock', word: 'waiting', tone: 'wait' },
  stop: { mark: 'stop', word: 'stopped', tone: 'bad' },
  todo: { mark: 'todo', word: 'not started', tone: 'note' },
};

/** The six steps with the customer's words: time taken or usual time. What stops or waits has tint, icon and word. */
export function CaseSteps({ found }: { found: CaseAnswer }) {
  const stopTone = tabMarks[found.row.tab].tone;
  return (
    <ol className="s-card s-six" aria-label="Six steps">
      {found.view.steps.map((step) => (
        <li key={step.key} data-state={step.state} data-tone={step.state === 'stop' ? stopTone : marks[step.state].tone}>
          <span className="s-say" data-tone={step.state === 'stop' ? stopTone : marks[step.state].tone}>
            <Mark name={marks[step.state].mark} />
            {step.title}
            <span className="vh">, {marks[step.state].word}</span>
          </span>
          <p>
            <span className="s-strong">
              {step.durationMs === null ? marks[step.state].word : `${marks[step.state].word} in ${formatDuration(step.durationMs)}`}
            </span>
            {step.expected ? <span className="s-usual"> · {step.expected}</span> : null}
          </p>
        </li>
      ))}
    </ol>
  );
}
