import { z } from 'zod';
import { invitationStates, invitationWays } from '../domain/invitation';
import { invitationDeeds } from '../domain/invitation-deeds';
import { draftFields } from '../domain/invitation-draft';
import { text } from './asked';
import { Fixer, StaffStep } from './staff-list';
import { StaffPerson } from './staff-person';

/**
 * Invitations in the staff API. A link is in the one answer that made it and in no other: the portal keeps a hash.
 *
 *     GET  /api/support/invitations?InvitationQuery            InvitationList
 *     GET  /api/support/invitations/export.csv?InvitationQuery text/csv        audited
 *     POST /api/support/invitations           InvitationBody   InvitationMade  400 with `faults`, one for each field
 *     POST /api/support/invitations/check     SheetBody        SheetReport     writes nothing
 *     POST /api/support/invitations/bulk      BulkBody         BulkAnswer      all or nothing, or the rows that are ready
 *     POST /api/support/invitations/{id}/extend   EmptyBody    InvitationRow   seven days from now
 *     POST /api/support/invitations/{id}/replace  EmptyBody    InvitationMade  a new link; the old one is dead
 *     POST /api/support/invitations/{id}/revoke   EmptyBody    InvitationRow
 *     POST /api/support/invitations/{id}/release  DecisionBody InvitationRow   lets a held organization go on
 *     POST /api/support/invitations/{id}/refuse   DecisionBody InvitationRow   ends it
 *
 * What an invitation's state does not allow is 409 with the reason.
 */

const iso = z.iso.datetime();

/** `live` is neither connected nor ended, `ending` ends unused within two days, `held` waits for a decision about another organization. */
export const invitationTabs = ['all', 'live', 'ending', 'held', 'ended'] as const;
export const InvitationTab = z.enum(invitationTabs);
export type InvitationTab = z.infer<typeof InvitationTab>;

/** Most urgent first: held, then unused by their end, in use, ended with the newest first. */
export const InvitationQuery = z.strictObject({
  tab: InvitationTab.optional(),
  /** A piece of customer, customer id, contact, domain or tenant id. Text, never a pattern. */
  q: text(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
  cursor: text(400).optional(),
});
export type InvitationQuery = z.infer<typeof InvitationQuery>;

export const InvitationRow = z.object({
  id: z.guid(),
  customer: z.string(),
  /** FortifyData's own reference of the customer. */
  customerId: z.string(),
  expects: z.object({ kind: z.enum(['tenant', 'domain']), value: z.string() }),
  contact: z.string().nullable(),
  note: z.string().nullable(),
  via: z.enum(invitationWays),
  state: z.enum(invitationStates),
  createdAt: iso,
  /** A member of the staff; for a launch FortifyData's platform, whose oid is `platform`. */
  createdBy: z.object({ oid: z.string(), name: z.string() }),
  expiresAt: iso,
  openedAt: iso.nullable(),
  /** When a browser used it; from then on it is that browser's. */
  redeemedAt: iso.nullable(),
  signedInAt: iso.nullable(),
  heldAt: iso.nullable(),
  endedAt: iso.nullable(),
  released: z.object({ at: iso, by: StaffPerson }).nullable(),
  /** The organization that came with it; its name is null before it was read. */
  came: z.object({ tenantId: z.guid(), name: z.string().nullable(), domain: z.string().nullable() }).nullable(),
  /** The case that it led to, and how far that is. */
  led: z.object({ caseId: z.guid(), step: StaffStep, stuck: z.boolean(), connectedAt: iso.nullable() }).nullable(),
  /** What stopped the last sign-in with it, and who can do what about it; null once one has worked. */
  setback: z
    .object({
      at: iso,
      problem: z.string(),
      title: z.string(),
      action: z.string(),
      by: Fixer,
      /** Microsoft's number (`AADSTS…`) and correlation id, where it gave them. */
      code: z.string().nullable(),
      correlationId: z.string().nullable(),
    })
    .nullable(),
  /** What may be done with it now by whoever may manage. */
  can: z.array(z.enum(invitationDeeds)),
});
export type InvitationRow = z.infer<typeof InvitationRow>;

export const InvitationList = z.object({
  /** Every tab, also those with 0, over all invitations whatever the search; `atLeast`: there are more than were counted. */
  tabs: z.array(z.object({ tab: InvitationTab, count: z.number(), atLeast: z.boolean() })),
  /** How many fit. A search looks at so many of the newest alone (`newest`); null: at all of them. */
  found: z.object({ count: z.number(), atLeast: z.boolean(), newest: z.number().nullable() }),
  rows: z.array(InvitationRow),
  cursor: z.string().nullable(),
  at: iso,
});
export type InvitationList = z.infer<typeof InvitationList>;

/** Texts as they were typed; what is wrong with them is told field by field. */
export const InvitationBody = z.strictObject({
  customer: z.string(),
  customerId: z.string(),
  /** Tenant id, or a domain that the organization has verified at Microsoft. */
  expects: z.string(),
  contact: z.string(),
  note: z.string().optional(),
});
export type InvitationBody = z.infer<typeof InvitationBody>;

export const DraftField = z.enum(draftFields);
export type DraftField = z.infer<typeof DraftField>;

/** One fault of one field, in a sentence that says what to write. */
export const FieldFault = z.object({ field: DraftField, reason: z.string() });
export type FieldFault = z.infer<typeof FieldFault>;

/** The organization that was compared with the invitation: what is decided holds for no other that has come since. */
export const DecisionBody = z.strictObject({ tenantId: z.guid() });

/** An invitation with its link, this once, and a text to send it with. */
export const InvitationMade = z.object({
  row: InvitationRow,
  link: z.url(),
  mail: z.object({ to: z.string().nullable(), subject: z.string(), body: z.string() }),
});
export type InvitationMade = z.infer<typeof InvitationMade>;
