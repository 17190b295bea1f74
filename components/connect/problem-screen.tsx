import type { ProblemView } from '@/lib/contract/connection';
import { FourPart } from '../four-part';
import { SignInButton } from '../sign-in-button';
import { KeyChoices } from './key-choices';
import { LookAgain } from './look-again';
import { OtherWays } from './other-ways';
import { PageCode } from './page-code';
import type { ScreenProps } from './screen';
import type { ActionKind } from './send-press';
import { ServiceReference } from './service-reference';

/** A problem with its one next step; the permission list stays a link away. */
export function ProblemScreen(props: ScreenProps) {
  const { problem } = props.view;
  if (!problem) return null;
  return (
    <div className="wrap mt-10">
      <FourPart problem={problem} action={problem.action ? <NextStep {...props} action={problem.action} /> : null} />
      {problem.code === 'consent-unheard' ? (
        <>
          <LookAgain {...props} />
          <PageCode {...props} />
        </>
      ) : null}
      <OtherWays {...props} code={problem.code} />
      {props.view.choices ? <KeyChoices {...props} choices={props.view.choices} /> : null}
    </div>
  );
}

const busyWords: Record<ActionKind, string> = {
  accept: 'Starting',
  consent: 'Opening Microsoft’s page',
  'look-again': 'Looking again',
  retry: 'Trying again',
  'leave-out': 'Starting',
  certificate: 'Adding the certificate',
  'hand-over': 'Making a link',
  'new-link': 'Making a link',
  'revoke-link': 'Revoking',
  'service-reference': 'Going on',
  'page-code': 'Looking it up',
};

function NextStep({ action, ...props }: ScreenProps & { action: NonNullable<ProblemView['action']> }) {
  if (action.kind === 'none') return null;
  if (action.kind === 'sign-in') return <SignInButton />;
  if (action.kind === 'service-reference') return <ServiceReference {...props} label={action.label} />;
  if (action.kind === 'start') {
    return (
      <a className="btn btn-primary btn-lg btn-wide" href="/">
        {action.label}
      </a>
    );
  }
  if (action.kind === 'invitation') {
    return (
      <a className="btn btn-quiet btn-lg btn-wide" href="/invite">
        {action.label}
      </a>
    );
  }
  const { kind, label } = action;
  const { pending, press } = props;
  return (
    <button
      type="button"
      // where a certificate is offered below, that is the way we point to
      className={`btn ${props.view.choices?.certificate ? 'btn-quiet' : 'btn-primary'} btn-lg btn-wide`}
      aria-busy={pending === kind}
      onClick={() => press({ kind, body: bodyOf(kind, props) })}
    >
      {pending === kind ? busyWords[kind] : label}
    </button>
  );
}

/** Going on without an API is the plan accepted anew, less the APIs that the organization does not have. */
function bodyOf(kind: ActionKind, { view, around }: ScreenProps): object {
  if (kind !== 'leave-out') return {};
  // certificates were agreed to with the choice that stands
  const adopt = view.adopting && { objectId: view.adopting, removeCertificates: true };
  return { manifestSha256: around.manifestSha256, observedAt: view.observedAt, leaveOut: view.permissions.missingApis, adopt };
}
