import { Icon } from '../ui/icon';
import type { AppChoice } from './app-choice';
import type { ScreenProps } from './screen';

/** The decision under the plan: what will happen, or why it cannot, and the one button. */
export function ActionBar({ view, pending, press, around, choice }: ScreenProps & { choice: AppChoice }) {
  const organization = view.organization?.name ?? 'your organization';
  const stop = view.preflight.find((line) => line.status === 'Stops us');
  const busy = pending === 'accept';
  const { observedAt } = view;
  const accept = () =>
    press({
      kind: 'accept',
      body: { manifestSha256: around.manifestSha256, observedAt, leaveOut: view.permissions.leftOut, adopt: choice.body },
    });
  const isOff = stop !== undefined || choice.open !== null;
  return (
    <div className="act">
      <div className="wrap">
        <p id="decision">
          <b>
            {stop ? 'We cannot start yet' : decision(choice.plan.length, view.permissions.total)}
            {stop ? null : <span> in {organization}</span>}
          </b>
          <span>{stop ? `${stop.title}.` : (choice.open ?? outlook(choice))}</span>
        </p>
        {stop ? (
          <button
            type="button"
            className="btn btn-quiet btn-lg"
            aria-busy={pending === 'look-again'}
            onClick={() => press({ kind: 'look-again', body: {} })}
          >
            <Icon name="loop" small />
            {pending === 'look-again' ? 'Checking' : 'Check again'}
          </button>
        ) : null}
        <button
          type="button"
          className="btn btn-primary btn-lg"
          aria-describedby="decision"
          aria-disabled={isOff}
          aria-busy={busy}
          onClick={isOff ? undefined : accept}
        >
          {busy ? 'Starting' : choice.app ? 'Repair and continue' : 'Create and continue'}
        </button>
      </div>
    </div>
  );
}

function outlook({ app, plan }: AppChoice): string {
  if (app === null) return 'The app can read nothing until you approve it in a later step.';
  const approved = plan.some(({ kind }) => kind === 'requestConsent')
    ? 'You approve its permissions in a later step.'
    : 'It is approved already.';
  return `${approved} Its old keys work until the new one is tried out.`;
}

function decision(changes: number, permissions: number): string {
  const count = changes === 1 ? '1 change' : `${changes} changes`;
  return `${changes === 0 ? 'No change' : count} and ${permissions} permissions`;
}
