import { SignInButton } from './sign-in-button';
import { Callout } from './ui/callout';
import { CopyButton } from './ui/copy-button';
import { Icon } from './ui/icon';

const figures = [
  ['5', 'clicks'],
  ['0', 'typed, copied'],
] as const;

export interface StartProps {
  /** The sign-in button is here, or above with a problem, or nowhere because an invitation is needed. */
  readonly start: 'here' | 'above' | 'invitation';
  /** Where Microsoft's sign-in page lives, for example "login.microsoftonline.com". */
  readonly signInHost: string;
  /** Address of this page, to be sent to a colleague. */
  readonly address: string;
  readonly permissions: number;
}

/** The start card: three figures, the one button, and two ways to bring somebody else in. */
export function StartCard({ start, signInHost, address, permissions }: StartProps) {
  return (
    <aside className="card" aria-label="Start">
      <div className="pad grid gap-5">
        <dl className="facts3">
          {[...figures, [String(permissions), 'permissions'] as const].map(([value, label]) => (
            <div key={label} className="flex flex-col-reverse justify-end">
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {start === 'invitation' ? <InvitationNeeded /> : <OpenStart signInHost={signInHost} button={start === 'here'} />}
      </div>
      <div className="alt">
        <SendToColleague address={address} />
        <a href="/permissions">
          <Icon name="shield" />
          <span>
            For your security reviewer<small>All {permissions} permissions, and why</small>
          </span>
          <Icon name="chev" small />
        </a>
      </div>
    </aside>
  );
}

function OpenStart({ signInHost, button }: { signInHost: string; button: boolean }) {
  return (
    <>
      {button ? <SignInButton className="w-full" /> : null}
      <p className="small soft">
        You sign in at <span className="mono wrap-anywhere">{signInHost}</span>. Signing in changes nothing in your organization: you see
        the plan first.
      </p>
    </>
  );
}

/** Whoever has begun comes back without the link: the organization has a connection, and any of its admins may go on with it. */
function InvitationNeeded() {
  return (
    <>
      <Callout tone="info" title="An invitation link is needed">
        FortifyData sends you a link for your organization. Open it to begin.
      </Callout>
      <div className="grid gap-3">
        <p className="small soft">Your organization has begun already? Sign in to go on where it stood.</p>
        <SignInButton className="w-full" />
      </div>
    </>
  );
}

function SendToColleague({ address }: { address: string }) {
  const subject = 'Connect Microsoft Defender to FortifyData';
  const body = [
    'Hello,',
    'this page connects the Microsoft Defender data of our organization to FortifyData. It takes five clicks, and nothing has to be typed or copied:',
    address,
    'You need to be Global Administrator or Privileged Role Administrator. Every change is shown before it is made.',
    `All permissions, with the reason for each: ${address}permissions`,
  ].join('\n\n');
  return (
    <details>
      <summary>
        <Icon name="user" />
        <span>
          Send to a colleague<small>If somebody else is the administrator</small>
        </span>
        <Icon name="chev" small className="chev" />
      </summary>
      <div className="row px-4 pb-4 sm:px-6">
        <code className="w-full">{address}</code>
        <CopyButton text={address} label="Copy link" />
        <a className="btn btn-quiet btn-s" href={`mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`}>
          <Icon name="mail" small />
          Open in mail
        </a>
      </div>
    </details>
  );
}
