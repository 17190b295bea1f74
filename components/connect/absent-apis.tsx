import type { AppChoice } from './app-choice';
import type { ScreenProps } from './screen';

/** APIs that the organization does not have: what adding them means, and the way to connect without them. */
export function AbsentApis({ view, pending, press, around, choice }: ScreenProps & { choice: AppChoice }) {
  const { absent, missingApis } = view.permissions;
  if (absent === null) return null;
  const organization = view.organization?.name ?? 'your organization';
  const isOff = choice.open !== null || view.preflight.some((line) => line.status === 'Stops us');
  const { manifestSha256 } = around;
  const leaveOut = () =>
    press({ kind: 'leave-out', body: { manifestSha256, observedAt: view.observedAt, leaveOut: missingApis, adopt: choice.body } });
  return (
    <section className="sec" aria-labelledby="absent">
      <div className="sec-head">
        <div>
          <h2 id="absent">You can go without {absent.names}</h2>
          <p>
            {absent.count === 1
              ? `It is not in ${organization} yet. We add Microsoft’s own entry, which can read nothing by itself. Without it`
              : `They are not in ${organization} yet. We add Microsoft’s own entries, which can read nothing by themselves. Without them`}{' '}
            {absent.permissions} permissions are left out, FortifyData does not see what they show, and the connection counts as limited.
          </p>
        </div>
        <div className="row">
          <button
            type="button"
            className="btn btn-quiet"
            aria-disabled={isOff}
            aria-busy={pending === 'leave-out'}
            onClick={isOff ? undefined : leaveOut}
          >
            {pending === 'leave-out' ? 'Starting' : `Connect without ${absent.names}`}
          </button>
        </div>
      </div>
    </section>
  );
}
