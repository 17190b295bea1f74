import type { PreflightLine } from '@/lib/contract/connection';
import { Icon } from '../ui/icon';
import { toneIcon } from '../ui/tone';

/** The checks before the start; what stops us stands first, with its remedy. */
export function Preflight({ lines }: { lines: readonly PreflightLine[] }) {
  const stops = lines.filter((line) => line.status === 'Stops us');
  const others = lines.filter((line) => line.status !== 'Stops us');
  return (
    <section className="sec">
      <div className="sec-head">
        <div>
          <h2>{preflightTitle(stops.length)}</h2>
          <p>{preflightSummary(lines)}</p>
        </div>
      </div>
      <ul className="card check overflow-clip">
        {[...stops, ...others].map((line) => (
          <li key={line.key} data-tone={line.tone}>
            <Icon name={toneIcon[line.tone]} />
            <div>
              <b>{line.title}</b>
              <p>{line.text}</p>
            </div>
            <span className="st">{line.status}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function preflightTitle(stops: number): string {
  if (stops === 0) return 'Ready to start';
  return stops === 1 ? 'One thing is in the way' : `${stops} things are in the way`;
}

/** "5 checks: 3 passed, 2 to note, none in the way." */
export function preflightSummary(lines: readonly Pick<PreflightLine, 'status'>[]): string {
  const count = (status: PreflightLine['status']) => lines.filter((line) => line.status === status).length;
  const [passed, notes, stops] = [count('Passed'), count('Note'), count('Stops us')];
  const parts = [
    ...(stops > 0 ? [`${stops} ${stops === 1 ? 'stops' : 'stop'} us`] : []),
    `${passed} passed`,
    ...(notes > 0 ? [`${notes} to note`] : []),
    ...(stops === 0 ? ['none in the way'] : []),
  ];
  return `${lines.length} ${lines.length === 1 ? 'check' : 'checks'}: ${parts.join(', ')}.`;
}
