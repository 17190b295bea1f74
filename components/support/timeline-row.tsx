'use client';
import { Fragment } from 'react';
import type { TimelineCall, TimelineItem } from '@/lib/contract/staff';
import { formatDuration } from '../time';
import type { Tone } from '../ui/tone';
import { CopyId, CopyText } from './copy-text';
import { EvidenceList } from './evidence-list';
import { Mark, type MarkName } from './mark';

type Outcome = NonNullable<TimelineItem['outcome']> | 'open';
const marks: Record<Outcome, { readonly mark: MarkName; readonly tone: Tone; readonly word: string }> = {
  done: { mark: 'good', tone: 'good', word: 'done' },
  wait: { mark: 'clock', tone: 'wait', word: 'waits' },
  refused: { mark: 'stop', tone: 'bad', word: 'refused' },
  unknown: { mark: 'info', tone: 'warn', word: 'outcome not known' },
  open: { mark: 'pulse', tone: 'info', word: 'running' },
};

/** What was no operation: done by somebody, or come to pass. */
const deedMarks: Record<TimelineItem['by'], MarkName> = {
  customer: 'user',
  colleague: 'user',
  staff: 'shield',
  portal: 'info',
  platform: 'link',
  microsoft: 'microsoft',
};

function markOf({ kind, outcome, by }: TimelineItem): { readonly mark: MarkName; readonly tone: Tone; readonly word: string } {
  if (kind === 'operation' || outcome === 'refused') return marks[outcome ?? 'open'];
  return { mark: deedMarks[by], tone: 'note', word: 'event' };
}

const byWords: Record<TimelineItem['by'], string> = {
  customer: 'Customer',
  colleague: 'Colleague',
  staff: 'FortifyData',
  portal: 'Portal',
  platform: 'Platform',
  microsoft: 'Microsoft',
};

interface RowProps {
  readonly item: TimelineItem;
  readonly turn: (id: string, open: boolean) => void;
}

/** One entry; open it shows codes and ids, of an operation each request to Microsoft with both ids, ready for a ticket. */
export function TimelineRow({ item, turn }: RowProps) {
  const mark = markOf(item);
  return (
    <details className="s-op" onToggle={(event) => turn(item.id, event.currentTarget.open)}>
      <summary>
        <span className="s-time">{item.at.slice(11, 19)}</span>
        <span className="s-icon s-tone" data-tone={mark.tone}>
          <Mark name={mark.mark} />
          <span className="vh">{mark.word}</span>
        </span>
        <span className="s-what">
          <span className={item.outcome === 'refused' ? 's-strong' : undefined}>
            {item.purpose}
            {item.result === '' ? '' : `: ${item.result}`}
          </span>
          {item.calls.length > 0 ? <span className="s-sub">{callsWords(item)}</span> : null}
        </span>
        <span className="s-by s-sub">
          <span>{byWords[item.by]}</span>
          {item.who === null ? null : <span>{item.who}</span>}
        </span>
        <span className="s-try s-num">{item.attempt}</span>
        <span className="s-took s-num">{item.durationMs === null ? '' : formatDuration(item.durationMs)}</span>
        <span className="s-chev">
          <Mark name="chev" />
        </span>
      </summary>
      <div className="s-inside">
        {item.problemCode ? (
          <p>
            Problem <a href={`/errors/${item.problemCode}`}>{item.problemCode}</a>
          </p>
        ) : null}
        {item.evidence.length > 0 ? <EvidenceList evidence={item.evidence} /> : null}
        {item.kind === 'operation' && item.calls.length === 0 ? (
          <p className="s-sub">No request to Microsoft belongs to this operation.</p>
        ) : null}
        {item.kind === 'operation' ? null : (
          <p className="s-sub">
            <code className="s-id">{item.at.replace('T', ' ').replace('Z', ' UTC')}</code>, {item.change}
          </p>
        )}
        {item.calls.map((call) => (
          <Call key={`${call.correlationId} ${call.at}`} call={call} />
        ))}
        {item.kind === 'operation' || item.problemCode ? (
          <div className="s-row">
            <CopyText text={item.ticket} name="Text for a Microsoft ticket" label="Copy for a Microsoft ticket" />
          </div>
        ) : null}
      </div>
    </details>
  );
}

function callsWords({ calls }: TimelineItem): string {
  const statuses = calls.map(({ status }) => status ?? 'no answer').join(', ');
  return calls.length === 1 ? `1 request: ${statuses}` : `${calls.length} requests: ${statuses}`;
}

function Call({ call }: { call: TimelineCall }) {
  const lines: readonly (readonly [string, string | null])[] = [
    ['Request id', call.requestId],
    ['Correlation id', call.correlationId],
  ];
  return (
    <div className="s-call">
      <p className="s-strong">{call.purpose}</p>
      <dl className="s-ids">
        {lines.map(([name, id]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>
              <CopyId id={id} name={name} />
            </dd>
          </Fragment>
        ))}
        <dt>Time (UTC)</dt>
        <dd>
          <code className="s-id">{call.at.replace('T', ' ').replace('Z', '')}</code>
        </dd>
        <dt>Answer</dt>
        <dd>
          {call.status ?? 'none'}
          {call.code ? `, ${call.code}` : ''} after {formatDuration(call.durationMs)}
        </dd>
      </dl>
    </div>
  );
}
