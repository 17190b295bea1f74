'use client';
import type { CaseAnswer, Evidence } from '@/lib/contract/staff';
import { callText } from './call-text';
import { fixerWords, tabMarks } from './case-words';
import { CopyText } from './copy-text';
import { EvidenceList } from './evidence-list';
import { Mark } from './mark';
import { DecideButton, RecheckButton, RecheckState } from './next-action-buttons';
import { RefusalLine } from './refusal-line';
import type { OpenCase } from './use-case';

interface CardProps {
  readonly found: CaseAnswer;
  readonly opened: OpenCase;
  /** Asks for the decision about an organization that is held; null where none is. */
  readonly decide: (() => void) | null;
}

/** One sentence to act on, who can fix it, what happened, and the state of their tenant. */
export function NextActionCard({ found, opened, decide }: CardProps) {
  const { action, row } = found;
  return (
    <section className="s-card s-nba" aria-labelledby="next-action">
      <div className="s-body">
        <div className="s-row">
          <span className="s-sub">Next best action</span>
          <span className="s-badge s-end" data-tone={tabMarks[row.tab].tone}>
            <Mark name={fixerWords[action.by].mark} />
            {action.by === 'nobody' ? 'Nobody has to act' : `${fixerWords[action.by].word} can fix it`}
          </span>
        </div>
        <h2 id="next-action">{action.title}</h2>
        <dl className="s-three">
          <div>
            <dt>What happened</dt>
            <dd>{action.happened}</dd>
          </div>
          <div>
            <dt>State of their tenant</dt>
            <dd>{action.state}</dd>
          </div>
          <div>
            <dt>Code</dt>
            <dd>{action.problemCode ? <a href={`/errors/${action.problemCode}`}>{action.problemCode}</a> : 'No problem is recorded.'}</dd>
          </div>
        </dl>
        {action.ticket === null ? null : <PresentEvidence evidence={action.evidence} ticket={action.ticket} />}
        <div className="s-row">
          {decide ? <DecideButton decide={decide} /> : <RecheckButton found={found} opened={opened} />}
          <CopyText text={callText(found)} name="Text for a call or mail" label="Copy text for a call or mail" />
        </div>
        <RecheckState found={found} />
        <RefusalLine of={['re-check']} opened={opened} />
      </div>
    </section>
  );
}

/** What Microsoft asks for in a ticket about what stands in the way. */
function PresentEvidence({ evidence, ticket }: { evidence: readonly Evidence[]; ticket: string }) {
  return (
    <div className="s-call">
      <EvidenceList evidence={evidence} />
      <div className="s-row">
        <CopyText text={ticket} name="Evidence for a Microsoft ticket" label="Copy evidence for a Microsoft ticket" />
      </div>
    </div>
  );
}
