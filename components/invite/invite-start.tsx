import type { ReactNode } from 'react';
import type { ProblemView } from '@/lib/contract/connection';
import type { InvitationSubject, InvitePage } from '@/lib/contract/invitation';
import { FourPart } from '../four-part';
import { HowItGoes, WhoIsNeeded } from '../home-sections';
import { formatMoment } from '../time';
import { type Fact, Facts } from '../ui/facts';
import { Icon } from '../ui/icon';

interface Props {
  readonly page: Extract<InvitePage, { stage: 'start' }>;
  readonly problem: ProblemView | null;
  /** The one next step. */
  readonly button: ReactNode;
}

/** Whose invitation it is and for which organization, what happens, who is needed, and the one button. */
export function InviteStart({ page, problem, button }: Props) {
  const { subject, used } = page;
  return (
    <div className="wrap">
      {problem ? <FourPart problem={problem} heading="h2" action={button} /> : null}
      <div className={problem ? 'hero mt-14' : 'hero'}>
        <div>
          <h1 tabIndex={-1} className="wrap-anywhere">
            Connect Microsoft Defender for {subject.customer}
          </h1>
          <p className="lead mt-4">
            FortifyData has invited you to connect the Microsoft Defender data of your organization. You see every change before it is made
            and approve it on Microsoft’s own page.
          </p>
        </div>
        <aside className="card" aria-label="The invitation">
          <div className="pad grid gap-5">
            <Facts facts={factsOf(subject)} />
            {problem ? null : button}
            <p className="small soft">
              {used ? 'This browser has used the invitation: sign in, and it goes on where it stood. ' : whatSigningInDoes}
              Five clicks, and nothing to type or copy. Signing in changes nothing in your organization.
            </p>
          </div>
          <div className="alt">
            <a href="/permissions">
              <Icon name="shield" />
              <span>
                For your security reviewer<small>Every permission, and why</small>
              </span>
              <Icon name="chev" small />
            </a>
          </div>
        </aside>
        <HowItGoes />
      </div>
      <WhoIsNeeded />
    </div>
  );
}

const whatSigningInDoes = 'Signing in uses the invitation: from then on it is good in this browser and in no other. ';

function factsOf({ customer, expected, expiresAt, signInHost }: InvitationSubject): readonly Fact[] {
  const named = expected.kind === 'tenant' ? 'Tenant ID' : 'Domain';
  return [
    { label: 'Customer', value: <span className="wrap-anywhere">{customer}</span> },
    { label: named, value: <span className={expected.kind === 'tenant' ? 'mono wrap-anywhere' : 'wrap-anywhere'}>{expected.name}</span> },
    { label: 'You sign in at', value: <span className="mono wrap-anywhere">{signInHost}</span> },
    { label: 'Link valid until', value: formatMoment(expiresAt) },
  ];
}
