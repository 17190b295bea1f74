import type { CaseAnswer } from '../../contract/staff';
import type { ConnectionKey } from '../../data/data';
import { asStaff } from '../../data/prisma';
import { caseRow } from '../../data/staff-case';
import { type CaseWrite, writeCase } from '../../data/staff-writes';
import type { Person } from '../../domain/connection';
import { env } from '../../env';
import type { StaffCaller } from '../staff-caller';
import { noSuchCase } from '../staff-route';
import { caseAnswer } from './case';

/** Writes to a case and answers with it as it is then. @throws PortalError `not-found` */
export async function changeCase(id: string, caller: StaffCaller, write: CaseWrite): Promise<CaseAnswer> {
  if (!(await writeCase(id, caller, write))) return noSuchCase();
  return caseAnswer(id, caller);
}

/** Whose connection a case is. @throws PortalError `not-found` */
export async function customerOf(id: string): Promise<ConnectionKey> {
  const { tenantId } = (await asStaff((tx) => caseRow(tx, id))) ?? noSuchCase();
  return { id, tenantId };
}

/** A member of the staff as the engine's journal names them: no token of the customer, and none of the staff's either. */
export function engineActor({ oid, name }: StaffCaller): { person: Person; tenantId: string; accessToken: null } {
  return { person: { oid, name, account: '', roles: [] }, tenantId: env().support?.tenantId ?? '', accessToken: null };
}
