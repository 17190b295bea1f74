import type { ApprovePage } from '@/lib/contract/approval';
import type { ProblemView } from '@/lib/contract/connection';
import { ActivatedRole } from '../activated-role';
import { FourPart } from '../four-part';
import { LoadAgain } from '../load-again';
import type { ListedGroup } from '../permissions/listed';
import { ApprovalDone } from './approval-done';
import { approverProblem, linkOver, setbackProblem } from './approval-problem';
import { ApprovalRequest } from './approval-request';
import { ApproverSignIn } from './approver-sign-in';
import { LeaveButton } from './leave-button';

interface Props {
  readonly page: ApprovePage;
  /** The link's token, where the page was opened by it. */
  readonly token: string | null;
  /** What stopped the colleague's sign-in. */
  readonly problem: ProblemView | null;
  readonly groups: readonly ListedGroup[];
}

/** The page of a colleague: the consent half of a connection, and nothing else of it. */
export function ApproveScreen({ page, token, problem, groups }: Props) {
  switch (page.stage) {
    case 'over':
      return (
        <div className="wrap">
          <FourPart problem={linkOver()} action={null} />
        </div>
      );
    case 'away':
      return (
        <div className="wrap">
          <FourPart problem={approverProblem('database-unavailable', page.reference)} action={<LoadAgain />} />
        </div>
      );
    case 'approved':
      return <ApprovalDone subject={page.subject} granted={page.granted} mine={page.mine} />;
    case 'start':
      return (
        <ApprovalRequest
          subject={page.subject}
          approver={null}
          problem={problem}
          button={<ApproverSignIn token={token} />}
          groups={groups}
        />
      );
    case 'approve':
      return (
        <ApprovalRequest
          subject={page.subject}
          approver={page.approver}
          problem={problem ?? (page.setback && setbackProblem(page.setback))}
          button={nextButton(page)}
          groups={groups}
        />
      );
    default:
      return page satisfies never;
  }
}

/** Whoever lacks the role signs in with another account first; for everybody else Microsoft's page is next. */
function nextButton({ setback }: Extract<ApprovePage, { stage: 'approve' }>) {
  if (setback?.kind !== 'consent-role-missing') return <LeaveButton />;
  return (
    <div className="grid gap-4">
      <div className="row">
        <ApproverSignIn token={null} />
      </div>
      <ActivatedRole route="/api/approve/sign-in" />
    </div>
  );
}
