import { z } from 'zod';
import { actorKinds } from '../domain/support/audit-actor';
import { askedTime, text } from './asked';
import { StaffPerson } from './staff-person';

/** The audit as the dashboard shows it. */

const iso = z.iso.datetime();

/** Filters join with "and"; newest first. Seq numbers are decimal text: they may outgrow a JSON number. */
export const AuditQuery = z.strictObject({
  /** Exact: `plan.accepted`, `staff.case.read`. */
  action: text(80).optional(),
  /** Exact: `portal`, `staff:{oid}`, `{oid}@{tenantId}`, `platform:{appId}`. */
  actor: text(120).optional(),
  /** A kind of actors, or the oid of one member of the staff, whichever way the audit names them. */
  who: z.union([z.enum(actorKinds), z.guid()]).optional(),
  connection: z.guid().optional(),
  tenant: z.guid().optional(),
  from: askedTime.optional(),
  /** To the end of this millisecond. */
  to: askedTime.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: text(400).optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditLineView = z.object({
  seq: z.string(),
  at: iso,
  actor: z.string(),
  /** Who that is where we know: the name of a member of the staff; otherwise `Staff`, `Customer`, `Platform`, `Visitor` or `Portal`. */
  actorName: z.string(),
  action: z.string(),
  tenantId: z.guid().nullable(),
  connectionId: z.guid().nullable(),
  /** Ids, counts and codes as JSON text. */
  details: z.string(),
});
export type AuditLineView = z.infer<typeof AuditLineView>;

/** How far the hash chain was checked. */
export const ChainState = z.object({
  /** Last line there is. */
  head: z.string(),
  /** Checked without a gap up to here; "0": never. */
  checkedTo: z.string(),
  checkedAt: iso.nullable(),
  /** First line that does not fit, is missing, or lies behind the last that the portal has written; null: none found. */
  firstBad: z.string().nullable(),
  /** Everything that there was at the time of the check fits. */
  verified: z.boolean(),
});
export type ChainState = z.infer<typeof ChainState>;

export const AuditPage = z.object({
  lines: z.array(AuditLineView),
  cursor: z.string().nullable(),
  chain: ChainState,
  /** Actions there are, for the filter. */
  actions: z.array(z.string()),
  /** Members of the staff, for the filter. */
  people: z.array(StaffPerson),
  at: iso,
});
export type AuditPage = z.infer<typeof AuditPage>;
