import type { StepView, WaitView } from '@/lib/contract/connection';
import { formatDuration } from '../time';
import { LocalTime } from '../ui/clock';
import { Icon, type IconName } from '../ui/icon';
import { Elapsed } from './elapsed';
import { WaitMeter } from './wait-meter';

const words: Record<StepView['state'], string> = {
  done: 'done',
  now: 'running',
  wait: 'waiting',
  stop: 'stopped',
  todo: 'not started',
};
const icons: Partial<Record<StepView['state'], IconName>> = { done: 'check', now: 'loop', wait: 'clock', stop: 'stop' };

/** One step of the list: mark, one sentence, and the time it took, takes or will take. */
export function ProgressStep({ step, number, wait }: { step: StepView; number: number; wait: WaitView | null }) {
  const icon = icons[step.state];
  return (
    <li data-state={step.state} aria-current={step.state === 'now' || step.state === 'wait' ? 'step' : undefined}>
      <span className="mark" aria-hidden="true">
        {icon ? <Icon name={icon} className={step.state === 'now' ? 'turn' : ''} /> : number}
      </span>
      <div>
        <h2>
          {step.title}
          <span className="vh">, {words[step.state]}</span>
        </h2>
        <p>{step.sentence}</p>
        {wait ? <WaitMeter wait={wait} /> : null}
      </div>
      <span className="took">
        <Took step={step} />
      </span>
    </li>
  );
}

function Took({ step }: { step: StepView }) {
  if (step.state === 'now' && step.startedAt) return <Elapsed since={step.startedAt} />;
  if (step.state === 'todo') return step.expected;
  if (step.state !== 'done') return null;
  if (step.durationMs !== null) return formatDuration(step.durationMs);
  return step.startedAt ? <LocalTime at={step.startedAt} /> : null;
}
