import type { ReactNode } from 'react';
import type { ProblemView } from '@/lib/contract/connection';
import { ProblemDetails } from './problem-details';
import { Badge } from './ui/badge';
import { toneIcon } from './ui/tone';

/**
 * A problem in its four parts: what happened, state of the organization, who can fix it, next step. Codes stay in the details.
 * @param props.problem the words
 * @param props.action the one button of the next step, made by the page that knows what it does
 * @param props.heading level of the title: a problem above the start page is not the page's own title
 */
export function FourPart({ problem, action, heading: Heading = 'h1' }: { problem: ProblemView; action: ReactNode; heading?: 'h1' | 'h2' }) {
  const { tone, text } = problem.badge;
  const level = Heading === 'h1' ? 'h2' : 'h3';
  return (
    <section>
      <Badge tone={tone} icon={tone === 'warn' ? 'user' : toneIcon[tone]}>
        {text}
      </Badge>
      <Heading className="mt-3.5" tabIndex={-1}>
        {problem.title}
      </Heading>
      <div className="card mt-7">
        <div className="four">
          <Part level={level} title="What happened" text={problem.happened} />
          <Part level={level} title="State of your organization" text={problem.state} />
          <Part level={level} title="Who can fix it" text={problem.who} />
        </div>
        <div className="four-next">
          <Part level={level} title="Next step" text={problem.next} />
          {action ? <div className="row mt-4">{action}</div> : null}
        </div>
      </div>
      <ProblemDetails details={problem.details} />
    </section>
  );
}

function Part({ level: Level, title, text }: { level: 'h2' | 'h3'; title: string; text: string }) {
  return (
    <div>
      <Level className="four-head">{title}</Level>
      <p>{text}</p>
    </div>
  );
}
