import type { CSSProperties } from 'react';
import type { ResultView } from '@/lib/contract/result';
import { endingDays } from '@/lib/domain/renewal';
import { formatDate } from '../time';
import { Badge } from '../ui/badge';
import { Ago } from '../ui/clock';
import { type Tone, toneIcon } from '../ui/tone';
import { AdoptedKeys } from './adopted-keys';

/**
 * Is it healthy, and how long does the key live: two halves of one card.
 * @param props.calendar address of the calendar file; null on paper, where a link and "4 min ago" mean nothing
 */
export function Health({ result, calendar }: { result: ResultView; calendar: string | null }) {
  const { health } = result;
  return (
    <div className="card health">
      <div>
        <div className="row justify-between">
          <h2>Health</h2>
          <Badge tone={health.tone} icon={toneIcon[health.tone]}>
            {health.text}
          </Badge>
        </div>
        <div className="mini">
          <Figure value={`${health.granted} of ${health.wanted}`} label="permissions granted" />
          <Figure value={`${health.apisAnswering} of ${health.apis}`} label="APIs answer" />
          <Figure value={calendar ? <Ago at={health.checkedAt} /> : formatDate(health.checkedAt)} label="last check" />
        </div>
        <p className="small soft mt-5">{health.sentence}</p>
        {result.adopted ? (
          <div className="small soft mt-3 wrap-anywhere">
            <AdoptedKeys adopted={result.adopted} />
          </div>
        ) : null}
      </div>
      <Key keyOfApp={result.key} calendar={calendar} />
    </div>
  );
}

function Figure({ value, label }: { value: React.ReactNode; label: string }) {
  return (
    <div>
      <b>{value}</b>
      <span>{label}</span>
    </div>
  );
}

function Key({ keyOfApp, calendar }: { keyOfApp: ResultView['key']; calendar: string | null }) {
  const { kind, days, daysLeft, expiresAt, limit, renewBy } = keyOfApp;
  const style: CSSProperties & Record<'--left', string> = { '--left': `${Math.round((Math.max(0, daysLeft) / Math.max(1, days)) * 100)}%` };
  return (
    <div>
      <div className="row justify-between">
        <h2>{kind === 'certificate' ? 'Certificate' : 'Key'}</h2>
        <span className="small soft">expires {formatDate(expiresAt)}</span>
      </div>
      <p className="big mt-4">{daysLeft === 1 ? '1 day left' : `${daysLeft} days left`}</p>
      <div className="life mt-3" data-tone={keyTone(keyOfApp)} style={style}>
        <div className="bar" role="img" aria-label={`${daysLeft} of ${days} days left`}>
          <i />
        </div>
      </div>
      <p className="small mt-3">
        {limit ? `${limit} ` : ''}Renew it by {formatDate(renewBy)}.
      </p>
      {calendar ? (
        <p className="small soft no-print mt-2">
          Once it has expired FortifyData can read nothing. <a href={calendar}>Add to calendar</a>
        </p>
      ) : null}
    </div>
  );
}

/** Warn when the key counts as ending soon; bad at 7 days, for a short life in its last tenth. */
export function keyTone({ days, daysLeft }: Pick<ResultView['key'], 'days' | 'daysLeft'>): Tone {
  if (daysLeft <= Math.min(7, days / 10)) return 'bad';
  return daysLeft <= endingDays(days) ? 'warn' : 'good';
}
