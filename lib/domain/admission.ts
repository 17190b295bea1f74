import type { ConnectionRecord } from './connection';
import { type Expected, fits } from './expected';

/** The invitation that led to a connection, as the connection keeps it, and what support has decided about it. */
export interface Admission {
  /** Of the invitation. */
  readonly id: string;
  readonly customer: string;
  readonly customerId: string;
  readonly expected: Expected;
  readonly releasedAt: Date | null;
  readonly refusedAt: Date | null;
}

/** Whether the tenant of a connection is the expected one; null while its domains would have to be known and are not. */
export function isExpected({ tenantId, observed }: Pick<ConnectionRecord, 'tenantId' | 'observed'>, expected: Expected): boolean | null {
  const { organization } = observed ?? {};
  return fits(expected, { tenantId, verifiedDomains: organization ? [organization.domain, ...(organization.domains ?? [])] : null });
}

type Held = Pick<ConnectionRecord, 'tenantId' | 'observed' | 'invitation' | 'acceptedAt' | 'connectedAt'>;

/**
 * Whether a connection waits for support because another organization came than the invitation names. Only before a plan was accepted:
 * nothing was written until then, and what was agreed to once is not stopped by a domain that moves later.
 */
export function isHeld(record: Held): boolean {
  const { invitation, acceptedAt, connectedAt } = record;
  if (!invitation || invitation.releasedAt || acceptedAt || connectedAt) return false;
  return isExpected(record, invitation.expected) === false;
}
