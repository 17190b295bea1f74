import type { LogLine } from '@/lib/contract/connection';
import { formatDuration } from '../time';
import { LocalTime } from '../ui/clock';
import { Icon } from '../ui/icon';

/** What we did so far, call by call, in the reader's time. */
export function ActivityLog({ lines }: { lines: readonly LogLine[] }) {
  return (
    <div className="pad border-t border-line py-3">
      <details className="more" open>
        <summary>
          <Icon name="chev" small className="chev" />
          What we did so far
        </summary>
        <ol className="mt-1">
          {lines.map((line) => (
            <li
              key={`${line.at} ${line.text}`}
              className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 border-t border-line py-2 text-small"
            >
              <span className="num text-ink-faint">
                <LocalTime at={line.at} seconds />
              </span>
              <span>
                {line.text}
                <span className="block text-ink-soft">
                  {line.durationMs === null ? line.result : `${line.result}, ${formatDuration(line.durationMs)}`}
                </span>
              </span>
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}
