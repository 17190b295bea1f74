import type { ReactNode } from 'react';
import type { Numbers } from '@/lib/contract/staff-numbers';
import { grouped, share, stepDuration } from './chart-scale';

const names = ['Invited', 'Began', 'Connected', 'Whole run, p50'] as const;

/** The four figures above the charts; without numbers their places. */
export function NumbersFigures({ numbers }: { numbers: Numbers | null }) {
  const figures = numbers ? figuresOf(numbers) : null;
  return (
    <dl className="s-card s-figures">
      {names.map((name) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{figures ? figures[name].value : <Ghost />}</dd>
          <dd>{figures ? figures[name].note : <Ghost />}</dd>
        </div>
      ))}
    </dl>
  );
}

const Ghost = () => <span className="s-ghost inline-block w-24" />;

function figuresOf(numbers: Numbers): Record<(typeof names)[number], { value: ReactNode; note: string }> {
  const { invitations, started, connected, times, from, to } = numbers;
  const reached = (wanted: Numbers['invitations'][number]['stage']) => invitations.find(({ stage }) => stage === wanted)?.reached ?? 0;
  const whole = times.find(({ step }) => step === 'all');
  return {
    Invited: { value: grouped(reached('made')), note: `${grouped(reached('opened'))} opened, ${grouped(reached('signed-in'))} signed in` },
    Began: { value: grouped(started), note: `${from} to ${to}` },
    Connected: { value: grouped(connected), note: `${share(connected, started)} of those that began` },
    'Whole run, p50': { value: stepDuration(whole?.p50Ms), note: `p90 ${stepDuration(whole?.p90Ms)}, ${runs(whole?.measured ?? 0)}` },
  };
}

const runs = (count: number): string => (count === 1 ? '1 run' : `${grouped(count)} runs`);
