import { type AuditEntry, appendAudit } from '../data/audit';
import { databaseNow } from '../data/clock';
import { asStaff } from '../data/prisma';
import { type StaffName, staffActor } from '../data/staff-people';
import { cloudFor } from '../domain/clouds';
import { env } from '../env';
import { PortalError } from '../error';
import { staffKeys } from './staff-keys';
import { verifyStaffToken } from './staff-token';

/** Who calls the staff API, by a verified token. */
export interface StaffCaller extends StaffName {
  readonly kind: 'person' | 'service';
  readonly mayManage: boolean;
}

const read = 'Support.Read';
const manage = 'Support.Manage';

/** Code of the refusal while no staff tenant is configured. */
export const supportOff = 'support-off';

/**
 * The caller that a request's bearer token proves. No cookie is read. Who may manage may read.
 * @throws PortalError `unavailable` (with `supportOff` in its context), `unauthenticated`, `forbidden`
 */
export async function staffCaller(request: Request): Promise<StaffCaller> {
  const { support, cloudId, practiceCloudUrl } = env();
  if (!support) {
    throw new PortalError('unavailable', 'The support dashboard is off: SUPPORT_TENANT_ID and SUPPORT_CLIENT_ID are not set.', {
      context: { code: supportOff },
    });
  }
  const token = /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (!token) throw new PortalError('unauthenticated', 'A bearer token is missing.');
  const cloud = cloudFor(cloudId, practiceCloudUrl?.origin ?? null);
  const keys = staffKeys(cloud, support.tenantId);
  const { kind, oid, name, appId, roles } = await verifyStaffToken(token, {
    cloud,
    ...support,
    roles: [read, manage],
    kind: 'any',
    now: databaseNow(),
    keys,
  });
  const shown = cleaned(name) || (kind === 'service' ? `Service ${appId}` : `Staff ${oid}`);
  return { kind, oid: oid.toLowerCase(), name: shown, mayManage: roles.includes(manage) };
}

/** Names come from a directory: no control characters, no endless ones. */
const cleaned = (name: string | null): string =>
  Array.from((name ?? '').replace(/\p{C}+/gu, ' ').trim())
    .slice(0, 120)
    .join('');

/**
 * Lets nobody write who may only read; the attempt is in the audit.
 * @param attempt what was asked for, without anything from the request but an id that has the form of one
 */
export async function requireManage(
  caller: StaffCaller,
  attempt: { readonly action: string; readonly of: 'case' | 'invitation'; readonly id: string | null },
): Promise<void> {
  if (caller.mayManage) return;
  const { action, of, id } = attempt;
  const details: AuditEntry['details'] = of === 'case' ? { asked: action } : { asked: action, invitation: id };
  const connectionId = of === 'case' ? id : null;
  const line = { actor: staffActor(caller.oid), action: 'staff.refused', tenantId: null, connectionId, details };
  await asStaff((tx) => appendAudit(tx, line));
  throw new PortalError('forbidden', `This needs the app role ${manage}. Your team lead can give it to you.`);
}
