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

/**
 * Whether the tenant of a connection is the expected one; null while its domains would have to be known and are not. What an earlier version
 * read names the default domain alone: that one can say yes, and not no.
 */
export function isExpected({ tenantId, observed }: Pick<ConnectionRecord, 'tenantId' | 'observed'>, expected: Expected): boolean | null {
  const { organization } = observed ?? {};
  const domains = organization?.domains ?? [];
  const fit = fits(expected, { tenantId, verifiedDomains: organization ? [organization.domain, ...domains] : null });
  return expected.kind === 'domain' && domains.length === 0 ? fit || null : fit;
}

type Held = Pick<ConnectionRecord, 'tenantId' | 'observed' | 'invitation' | 'acceptedAt' | 'connectedAt'>;

/**
 * Whether a connection waits for support because another organization came than the invitation names, or one of which a look does not say
 * so. Only before a plan was accepted: nothing was written until then, and what was agreed to once is not stopped by a domain that moves.
 */
export function isHeld(record: Held): boolean {
  const { invitation, acceptedAt, connectedAt } = record;
  if (!invitation || invitation.releasedAt || acceptedAt || connectedAt) return false;
  return !(isExpected(record, invitation.expected) ?? record.observed === null);
}
