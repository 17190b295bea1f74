import type { ConnectionView } from '@/lib/contract/connection';
import { Icon } from '../ui/icon';
import { ActivityLog } from './activity-log';
import { ProgressStep } from './progress-step';
import { Reopen } from './reopen';
import type { ScreenProps } from './screen';
import { screenTitle } from './screen-title';

/** While the portal works or Microsoft needs time: each step with a sentence, the wait with its clock, and what was done so far. */
export function Progress({ view, pending, press }: ScreenProps) {
  return (
    <div className="wrap">
      <section className="mt-10">
        <h1 tabIndex={-1}>{screenTitle(view)}</h1>
        <p className="lead mt-3">{lead(view)}</p>
      </section>
      {view.wait?.mayReopen ? <Reopen pending={pending} press={press} /> : null}
      <div className="mt-8 grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_336px]">
        <ol className="card prog">
          {view.steps.map((step, index) => (
            <ProgressStep key={step.key} step={step} number={index + 1} wait={step.state === 'wait' ? view.wait : null} />
          ))}
        </ol>
        <aside className="card flat" aria-label="About this step">
          <div className="pad grid grid-cols-[20px_minmax(0,1fr)] gap-3 text-ink-soft">
            <Icon name="lock" className="mt-0.5 text-ink-faint" />
            <p>
              <b className="font-semibold text-ink">You may close this page.</b> Sign in again at this address and it goes on at this step.
            </p>
          </div>
          {view.log.length > 0 ? <ActivityLog lines={view.log} /> : null}
        </aside>
      </div>
    </div>
  );
}

function lead(view: ConnectionView): string {
  return view.wait?.lead ?? 'This goes on by itself. You need to do nothing now.';
}
