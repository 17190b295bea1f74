import { z } from 'zod';
import { text } from './asked';
import { StaffPerson } from './staff-person';

/** The list of the support dashboard: tabs with counts, rows, filters, position. */

const iso = z.iso.datetime();
const day = z.iso.date();

/** Whose turn it is; every connection is in one tab. */
export const caseTabs = ['needs-us', 'needs-customer', 'waiting', 'drifted', 'expiring', 'healthy', 'ended'] as const;
export const CaseTab = z.enum(caseTabs);
export type CaseTab = z.infer<typeof CaseTab>;

/** Who can fix it. */
export const Fixer = z.enum(['fortifydata', 'customer', 'microsoft', 'nobody']);
export type Fixer = z.infer<typeof Fixer>;

/** The step a case stands at; `done` when all six are. */
export const staffSteps = ['sign-in', 'check', 'create', 'approve', 'secure', 'prove', 'done'] as const;
export const StaffStep = z.enum(staffSteps);
export type StaffStep = z.infer<typeof StaffStep>;

/**
 * `turn`: whose turn it is, in the order of `caseTabs`, within each the longest waiting first; `activity`: newest change first; `waiting`: the longest in its present tab first; `name`: organization, A to Z; `expires`: soonest key
 * first, those without a key last; `created`: newest connection first.
 */
export const caseSorts = ['turn', 'activity', 'waiting', 'name', 'expires', 'created'] as const;

/** A row: who, where does it stand, what is next, whose turn. */
export const CaseRow = z.object({
  id: z.guid(),
  cloud: z.string(),
  tenantId: z.guid(),
  /** null before the tenant was read for the first time. */
  organization: z.object({ name: z.string(), domain: z.string() }).nullable(),
  /** As the invitation calls it, with FortifyData's own reference; null: the tenant came without one. */
  customer: z.object({ name: z.string(), id: z.string() }).nullable(),
  admin: z.object({ name: z.string(), account: z.string() }),
  appId: z.guid().nullable(),
  state: z.string(),
  /** The state in two or three words, for people: "Another role is needed". */
  status: z.string(),
  tab: CaseTab,
  step: StaffStep,
  /** 0 to 6. */
  stepsDone: z.number(),
  /** What stops or delays it: a problem code, a wait reason, or null. */
  cause: z.string().nullable(),
  action: z.object({ title: z.string(), by: Fixer }),
  createdAt: iso,
  /** Last change of state or facts. */
  activityAt: iso,
  /** In this tab since. */
  since: iso,
  keyExpiresAt: iso.nullable(),
  connectedAt: iso.nullable(),
  owner: z.object({ oid: z.guid(), name: z.string() }).nullable(),
  followUpOn: day.nullable(),
  /** Somebody of the staff has asked for a re-check, and the customer has not signed in since. */
  recheckAsked: z.boolean(),
});
export type CaseRow = z.infer<typeof CaseRow>;

/** Filters join with "and". Unknown parameters, repeated ones and bad cursors are refused with 400. */
export const CaseListQuery = z.strictObject({
  tab: CaseTab.optional(),
  /** Who can fix it: the "who" of each row's action. */
  by: Fixer.optional(),
  /**
   * Words of organization, customer, admin's name or account, a verified or invited domain, the customer's id, or the beginning of a tenant or
   * app id. Text, never a pattern.
   */
  q: z.string().max(200).optional(),
  step: StaffStep.optional(),
  cause: text(60).optional(),
  /** `me`, `nobody`, or an oid. */
  owner: z.union([z.enum(['me', 'nobody']), z.guid()]).optional(),
  /** Follow-up date is today (UTC) or past. */
  due: z.enum(['true']).optional(),
  /** A re-check was asked for, and the customer has not signed in since. */
  recheck: z.enum(['true']).optional(),
  /** Default: `turn` without a tab, `waiting` with one. */
  sort: z.enum(caseSorts).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
  cursor: text(600).optional(),
});
export type CaseListQuery = z.infer<typeof CaseListQuery>;

export const CaseList = z.object({
  /** Every tab, also those with 0, over all connections whatever the filters. */
  tabs: z.array(z.object({ tab: CaseTab, count: z.number() })),
  /** How many rows fit search and filters; `atLeast`: there are more than were counted. */
  found: z.object({ count: z.number(), atLeast: z.boolean() }),
  rows: z.array(CaseRow),
  /** For the next page; null at the end. */
  cursor: z.string().nullable(),
  /**
   * True when a search fits so many connections that only some hundred of them were looked at: more letters narrow it.
   */
  tooBroad: z.boolean(),
  /** What can be asked for: every cause that a case has, and the one that is asked for, by their titles. */
  causes: z.array(z.object({ cause: z.string(), title: z.string() })),
  /** Everybody of the staff who has used the dashboard: whose cases can be asked for. */
  staff: z.array(StaffPerson),
  at: iso,
});
export type CaseList = z.infer<typeof CaseList>;
