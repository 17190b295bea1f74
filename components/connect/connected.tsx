import { formatDate } from '../time';
import { Callout } from '../ui/callout';
import { LocalTime } from '../ui/clock';
import { Icon } from '../ui/icon';
import { Health } from './health';
import { Matrix } from './matrix';
import { NextLines } from './next-lines';
import { Receipt } from './receipt';
import type { ScreenProps } from './screen';
import { screenTitle } from './screen-title';

/** The end: health, key, what happens next, the receipt, and the proof of every permission. */
export function Connected({ view }: ScreenProps) {
  const { result } = view;
  if (!result) return null;
  return (
    <div className="wrap">
      <div className="sec-head mb-7">
        <div>
          <span className="okmark" aria-hidden="true">
            <Icon name="check" />
          </span>
          <h1 tabIndex={-1}>{screenTitle(view)}</h1>
          <p className="lead mt-3">
            {view.organization?.name}, tried out on {formatDate(result.provedAt)} at <LocalTime at={result.provedAt} />. You are done and
            may close this page.
          </p>
        </div>
        <div className="row no-print">
          <a className="btn btn-primary btn-lg btn-wide" href={`/api/connections/${view.id}/receipt`} download>
            <Icon name="down" small />
            Download receipt
          </a>
        </div>
      </div>
      {result.nothingToChange ? (
        <Callout tone="good" title="Nothing to change" className="mb-6">
          Everything was in place already. Nothing was written to your organization.
        </Callout>
      ) : null}
      <Health result={result} calendar={`/api/connections/${view.id}/calendar`} />
      <NextLines result={result} />
      <Receipt view={view} result={result} />
      <Matrix apis={view.matrix} />
    </div>
  );
}
