import { ActivatedRole } from '../activated-role';
import { Callout } from '../ui/callout';
import { Icon, type IconName } from '../ui/icon';
import { AskColleague } from './ask-colleague';
import { ConsentDrawing } from './consent-drawing';
import { EndedLink } from './ended-link';
import { LookAgain } from './look-again';
import { PageCode } from './page-code';
import type { ScreenProps } from './screen';
import { screenTitle } from './screen-title';

/** Before leaving for Microsoft: what to look at there, and the one button. */
export function Approve({ view, pending, press }: ScreenProps) {
  const busy = pending === 'consent';
  const ask = view.admin.mayApprove === false;
  const organization = view.organization?.name ?? 'your organization';
  return (
    <div className="wrap mt-10 grid items-start gap-x-18 gap-y-10 lg:grid-cols-[minmax(0,1fr)_400px]">
      <div>
        <h1 tabIndex={-1}>{screenTitle(view)}</h1>
        <p className="lead mt-3">
          {view.adopting
            ? `The app is repaired in ${organization}. It can read nothing more than today before somebody approves.`
            : `The app is ready in ${organization} and can read nothing yet.`}{' '}
          {ask ? 'Only an approval at Microsoft changes that.' : 'Only you can change that, and only at Microsoft.'}
        </p>
        {ask ? <RoleCallout role={view.admin.role} /> : null}
        <EndedLink handOver={view.handOver} />
        <h2 className="mt-9 text-head tracking-normal">Look at three things there</h2>
        <ul className="mt-3 mb-7 border-b border-line">
          <Look icon="lock" title="The address">
            begins with <span className="mono">{view.consentAddress}</span>
          </Look>
          <Look icon="shield" title="The app">
            is Microsoft Defender Integration for FortifyData
          </Look>
          <Look icon="check" title="The list">
            is long: {view.permissions.total} permissions, the same as in{' '}
            <a href="/permissions" target="_blank" rel="noreferrer">
              the list you read
            </a>
          </Look>
        </ul>
        <div className="row">
          {ask ? <AskColleague pending={pending} press={press} primary /> : null}
          <button
            type="button"
            className={`btn btn-lg btn-wide ${ask ? 'btn-quiet' : 'btn-primary'}`}
            aria-busy={busy}
            onClick={() => press({ kind: 'consent', body: {} })}
          >
            {busy ? 'Opening Microsoft’s page' : 'Continue to Microsoft to approve'}
          </button>
          {ask ? null : <AskColleague pending={pending} press={press} />}
        </div>
        <p className="soft mt-4">
          Press <b>Accept</b> there. Microsoft brings you back here, and we check what was really granted. Or ask a colleague: you get a
          link for one approval that works in {view.organization?.domain ?? 'your organization'} only, for 7 days.
        </p>
        {ask ? <ActivatedRole className="mt-4" /> : null}
        <LookAgain pending={pending} press={press} />
        <PageCode pending={pending} press={press} />
      </div>
      <ConsentDrawing view={view} organization={organization} />
    </div>
  );
}

function RoleCallout({ role }: { role: string | null }) {
  return (
    <Callout tone="warn" title="Your account may not be able to approve" className="mt-7">
      Microsoft asks for a Global Administrator or a Privileged Role Administrator{role ? `, and your sign-in says ${role}` : ''}. Microsoft
      decides on its page. A colleague with one of these roles can approve instead of you.
    </Callout>
  );
}

function Look({ icon, title, children }: { icon: IconName; title: string; children: React.ReactNode }) {
  return (
    <li className="grid grid-cols-[28px_minmax(0,1fr)] gap-x-3 border-t border-line py-2.5">
      <Icon name={icon} className="mt-0.5 text-accent" />
      <div>
        <b>{title}</b> {children}
      </div>
    </li>
  );
}
