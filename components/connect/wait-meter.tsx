'use client';
import type { CSSProperties } from 'react';
import type { WaitView } from '@/lib/contract/connection';
import { formatSeconds } from '../time';
import { useElapsed } from './elapsed';
import { meterScale, meterSentence } from './meter';

/** Where a wait is against what is usual: filled = elapsed, hatched = usual. The text for screen readers moves every 5 s only. */
export function WaitMeter({ wait }: { wait: WaitView }) {
  const elapsed = useElapsed(wait.since);
  const scale = meterScale({ usualTo: wait.usualToSeconds, planned: wait.scaleSeconds, elapsed });
  const sentence = meterSentence(
    { usualFrom: wait.usualFromSeconds, usualTo: wait.usualToSeconds, lookEvery: wait.lookEverySeconds },
    elapsed,
  );
  const share = (seconds: number) => `${Math.min(100, (seconds / scale.end) * 100).toFixed(2)}%`;
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--at': share(elapsed),
    '--from': share(wait.usualFromSeconds),
    '--to': share(wait.usualToSeconds),
  };
  return (
    <div className="meter">
      <div className="nums" aria-hidden="true">
        <b>{formatSeconds(elapsed)}</b>
        <span>{sentence}</span>
      </div>
      <div className="track" role="img" aria-label={`${formatSeconds(Math.floor(elapsed / 5) * 5)} elapsed. ${sentence}`} style={style}>
        <i className="usual" />
        <i className="fill" />
      </div>
      <div className="scale" aria-hidden="true">
        {scale.marks.map((mark) => (
          <span key={mark.at} style={{ left: share(mark.at) }}>
            {mark.label}
          </span>
        ))}
      </div>
    </div>
  );
}
