import type { ReactNode } from 'react';
import type { ApprovalSubject, Approver } from '@/lib/contract/approval';
import type { ProblemView } from '@/lib/contract/connection';
import { ActivatedRole } from '../activated-role';
import { FourPart } from '../four-part';
import type { ListedGroup } from '../permissions/listed';
import { PermissionList } from '../permissions/permission-list';
import { formatMoment } from '../time';
import { Callout } from '../ui/callout';
import { type Fact, Facts } from '../ui/facts';
import { ApproverSignIn } from './approver-sign-in';

interface Props {
  readonly subject: ApprovalSubject;
  /** null: nobody has signed in here. */
  readonly approver: Approver | null;
  readonly problem: ProblemView | null;
  /** The one next step. */
  readonly button: ReactNode;
  readonly groups: readonly ListedGroup[];
}

/** Who asks, for what, which role is needed, the one next step, and every permission with its reason. */
export function ApprovalRequest({ subject, approver, problem, button, groups }: Props) {
  const { organization, askedBy, permissions } = subject;
  return (
    <div className="wrap">
      {problem ? <FourPart problem={problem} heading="h2" action={button} /> : null}
      <div className={`grid items-start gap-x-18 gap-y-10 lg:grid-cols-[minmax(0,1fr)_400px] ${problem ? 'mt-14' : 'mt-10'}`}>
        <div className="min-w-0">
          <h1 tabIndex={-1} className="wrap-anywhere">
            {askedBy.name || 'A colleague'} asks you to approve
          </h1>
          <p className="lead mt-3">
            The app “Microsoft Defender Integration for FortifyData” is created in {organization.name}. It can read nothing until you
            approve its {permissions.total} permissions on Microsoft’s own page.
          </p>
          {approver?.mayApprove === false && !problem ? <RoleCallout role={approver.role} /> : null}
          {problem ? null : <div className="mt-7">{button}</div>}
          {problem ? null : <p className="soft mt-4">{approver ? thenAccept : whySignIn}</p>}
          {approver?.mayApprove === false && !problem ? <OtherAccount /> : null}
        </div>
        <section className="card pad" aria-label="What this is about">
          <Facts facts={factsOf(subject, approver)} />
        </section>
      </div>
      <section className="sec" id="permissions">
        <div className="sec-head">
          <div>
            <h2>The {permissions.total} permissions</h2>
            <p>
              Grouped by what FortifyData does with them, the sensitive ones first. Open a row for what it touches, its risk, and what is
              lost without it.
            </p>
          </div>
        </div>
        <PermissionList groups={groups} setAside={new Set(subject.setAside)} />
      </section>
    </div>
  );
}

const thenAccept = 'Press Accept there. Microsoft brings you back here, and you are done.';
const whySignIn =
  'You sign in first, so that it is known who approved. Signing in changes nothing, and you give this portal no power to change anything.';

function factsOf({ organization, askedBy, expiresAt, microsoft }: ApprovalSubject, approver: Approver | null): readonly Fact[] {
  return [
    { label: 'Organization', value: <Whole text={`${organization.name}, ${organization.domain}`} /> },
    { label: 'Asked by', value: <Whole text={askedBy.name ? `${askedBy.name}, ${askedBy.account}` : askedBy.account} /> },
    ...(approver ? [{ label: 'Signed in as', value: <Whole text={`${approver.name}, ${approver.account}`} /> }] : []),
    { label: 'Role needed', value: 'Global Administrator or Privileged Role Administrator' },
    { label: 'Microsoft’s page', value: <span className="mono wrap-anywhere">{microsoft}</span> },
    { label: 'Link valid until', value: formatMoment(expiresAt) },
    { label: 'Your approval', value: 'goes to Microsoft. It can be taken back at any time: delete the app in Microsoft Entra.' },
  ];
}

const Whole = ({ text }: { text: string }) => <span className="wrap-anywhere">{text}</span>;

/** For an account that most likely cannot approve: a role activated a moment ago, or another account. */
function OtherAccount() {
  return (
    <div className="mt-6 grid gap-4">
      <ActivatedRole route="/api/approve/sign-in" />
      <p className="soft">Or sign in with an account that has the role:</p>
      <div className="row">
        <ApproverSignIn token={null} />
      </div>
    </div>
  );
}

function RoleCallout({ role }: { role: string | null }) {
  return (
    <Callout tone="warn" title="Your account may not be able to approve" className="mt-7">
      Microsoft asks for a Global Administrator or a Privileged Role Administrator{role ? `, and your sign-in says ${role}` : ''}. Microsoft
      decides on its page.
    </Callout>
  );
}
