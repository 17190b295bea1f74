import type { ApprovalSubject } from '@/lib/contract/approval';
import { Icon } from '../ui/icon';

/** The end for a colleague. What was granted is read at Microsoft with the first admin's sign-in; until then we say what we know. */
export function ApprovalDone({ subject, granted, mine }: { subject: ApprovalSubject; granted: boolean; mine: boolean }) {
  const { organization, askedBy, permissions } = subject;
  const name = askedBy.name || 'Your colleague';
  return (
    <div className="wrap-n">
      <span className="okmark" aria-hidden="true">
        <Icon name="check" />
      </span>
      <h1 tabIndex={-1}>{mine ? 'Approved' : 'Approved already'}: you can close this page</h1>
      <p className="lead mt-3 wrap-anywhere">{name} goes on. Nothing is left to do for you.</p>
      <p className="soft mt-4 wrap-anywhere">
        {granted
          ? `Microsoft lists all ${permissions.application} application permissions as granted in ${organization.name}.`
          : `Microsoft sent you back without an error. What it recorded in ${organization.name} is read by the page of ${name}.`}
      </p>
      {mine ? (
        <p className="soft mt-3">The link is used up. We keep your name and account, because the receipt says who approved.</p>
      ) : null}
    </div>
  );
}
