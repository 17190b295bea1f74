import type { ProblemView } from '@/lib/contract/connection';
import type { InvitePage } from '@/lib/contract/invitation';
import type { ExchangePlace } from '../exchange-token';
import { FourPart } from '../four-part';
import { LoadAgain } from '../load-again';
import { problemView } from '../problem-view';
import { invitationHeld, invitationOver, invitationRefused, launchOff } from './invite-problem';
import { InviteStart } from './invite-start';
import { InvitedSignIn } from './invited-sign-in';
import { LookWhetherReleased } from './look-whether-released';

interface Props {
  readonly page: InvitePage;
  /** What stands in the address and is exchanged first, where the page was opened by it. */
  readonly brought: { readonly token: string; readonly at: ExchangePlace } | null;
  /** What stopped the sign-in. */
  readonly problem: ProblemView | null;
}

/** The page of an invitation: whose it is, what happens, and the one button; or why it does not go on. */
export function InviteScreen({ page, brought, problem }: Props) {
  switch (page.stage) {
    case 'over':
      return <Stopped problem={invitationOver()} />;
    case 'off':
      return <Stopped problem={launchOff()} />;
    case 'away':
      return <Stopped problem={problemView('database-unavailable', page.reference)} action={<LoadAgain />} />;
    case 'refused':
      return <Stopped problem={invitationRefused(page.subject)} />;
    case 'held':
      return (
        <Stopped
          problem={problem ?? invitationHeld(page.subject)}
          action={
            <>
              <InvitedSignIn brought={brought} />
              <LookWhetherReleased />
            </>
          }
        />
      );
    case 'start':
      return <InviteStart page={page} problem={problem} button={<InvitedSignIn brought={brought} />} />;
    default:
      return page satisfies never;
  }
}

function Stopped({ problem, action = null }: { problem: ProblemView; action?: React.ReactNode }) {
  return (
    <div className="wrap">
      <FourPart problem={problem} action={action} />
    </div>
  );
}
