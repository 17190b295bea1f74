import type { ApprovalSubject, Approver } from '../../contract/approval';
import type { ApprovalLink } from '../../domain/approval-link';
import type { Cloud } from '../../domain/clouds';
import type { ConnectionRecord, Person } from '../../domain/connection';
import { desiredFor } from '../../domain/desired';
import { permissionKey } from '../../domain/permissions';
import { roleHint } from '../../domain/roles';

interface About {
  readonly link: ApprovalLink;
  readonly record: ConnectionRecord;
  readonly cloud: Cloud;
  readonly callbackUrl: string;
}

/** What a colleague is told before and while approving; null for a connection that was never read. */
export function approvalSubject({ link, record, cloud, callbackUrl }: About): ApprovalSubject | null {
  const { observed } = record;
  if (!observed) return null;
  const { counts, setAside } = desiredFor({ observed, leftOut: record.leftOut, callbackUrl });
  return {
    organization: { name: observed.organization.name, domain: observed.organization.domain },
    askedBy: { name: link.createdBy.name, account: link.createdBy.account },
    expiresAt: link.expiresAt.toISOString(),
    permissions: { total: counts.application + counts.delegated, application: counts.application },
    setAside: setAside.map(permissionKey),
    microsoft: `${new URL(cloud.authorityUrl).origin}/`,
  };
}

/** A colleague with the hint that the sign-in gave; Microsoft decides. */
export function approverView({ name, account, roles }: Person): Approver {
  const { role, mayApprove } = roleHint(roles);
  return { name, account, role, mayApprove };
}
