import type { StepView } from '@/lib/contract/connection';
import { Icon, type IconName } from '../ui/icon';

const words: Record<StepView['state'], string> = {
  done: 'done',
  now: 'current step',
  wait: 'waiting',
  stop: 'stopped',
  todo: 'not started',
};
const icons: Partial<Record<StepView['state'], IconName>> = { done: 'check', wait: 'clock', stop: 'stop' };

/** The six steps across the page; on small screens six bars and one line of text. */
export function Steps({ steps }: { steps: readonly StepView[] }) {
  const current = steps.findIndex((step) => step.state !== 'done');
  return (
    <div className="steps-box">
      <div className="steps-line" aria-hidden="true">
        <span>{steps[current]?.title}</span>
        <span className="faint">
          Step {current + 1} of {steps.length}
        </span>
      </div>
      <ol className="steps" aria-label="Progress">
        {steps.map((step, index) => {
          const icon = icons[step.state];
          return (
            <li key={step.key} data-state={step.state} aria-current={index === current ? 'step' : undefined}>
              <span className="dot">{icon ? <Icon name={icon} /> : null}</span>
              <span className="label">
                {step.title}
                <span className="vh">, {words[step.state]}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
