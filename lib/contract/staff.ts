import { z } from 'zod';
import { askedDay, lines, text } from './asked';
import { ConnectionView, MatrixApi } from './connection';
import { FieldFault, InvitationRow } from './staff-invitations';
import { CaseRow, Fixer } from './staff-list';
import { StaffPerson } from './staff-person';

/**
 * The staff API: everything the support dashboard does. Every call carries `Authorization: Bearer` with an access token of the staff
 * tenant; no cookie is read. GET needs the app role Support.Read or Support.Manage, POST needs Support.Manage, `content-type:
 * application/json` and a strict body. Refusals are `application/problem+json` of the shape `StaffProblem`: 400, 401 (with
 * `WWW-Authenticate: Bearer`), 403, 404 (foreign, unknown and malformed ids alike), 405, 409, 413, 415, 503 (database away, or the
 * dashboard is off: code `support-off`).
 *
 *     GET  /api/support/me                                         StaffMe
 *     GET  /api/support/connections?CaseListQuery                  CaseList       (lib/contract/staff-list.ts)
 *     GET  /api/support/connections/export.csv?CaseListQuery       text/csv       all that fit, whatever limit and cursor say
 *     GET  /api/support/connections/{id}                           CaseAnswer     audited once in ten minutes per person
 *     GET  /api/support/connections/{id}/operations?PageQuery      TimelinePage   newest first, older ones by cursor; audited in the same way
 *     GET  /api/support/connections/{id}/bundle                    Bundle         a file, audited
 *     POST /api/support/connections/{id}/notes      NoteBody       CaseAnswer
 *     POST /api/support/connections/{id}/owner      OwnerBody      CaseAnswer
 *     POST /api/support/connections/{id}/follow-up  FollowUpBody   CaseAnswer
 *     POST /api/support/connections/{id}/extend-link  EmptyBody    CaseAnswer     seven days from now for the link to a colleague; 409 where nobody waits for one, or somebody has signed in with it
 *     POST /api/support/connections/{id}/re-check   EmptyBody      CaseAnswer     `recheck` says what it set in motion
 *     …    /api/support/invitations…                                             (lib/contract/staff-invitations.ts)
 *     GET  /api/support/numbers?NumbersQuery                       Numbers        (lib/contract/staff-numbers.ts)
 *     GET  /api/support/audit?AuditQuery                           AuditPage      (lib/contract/staff-audit.ts)
 *     GET  /api/support/audit/export.csv?AuditQuery                text/csv
 *     POST /api/support/audit/verify                EmptyBody      ChainState     checks the next 20,000 lines, audited; again until `verified` or `firstBad`
 */

const iso = z.iso.datetime();

/**
 * Every refusal. `reason` is one plain sentence for the person at the dashboard; `title` is the general one of this code; `faults` names
 * what is wrong field by field, where fields were sent.
 */
export const StaffProblem = z.object({
  title: z.string(),
  status: z.number(),
  code: z.string(),
  trace: z.string(),
  reason: z.string(),
  faults: z.array(FieldFault).optional(),
});
export type StaffProblem = z.infer<typeof StaffProblem>;

/** `GET me`: who this token is, as the server sees it. */
export const StaffMe = z.object({
  oid: z.guid(),
  name: z.string().nullable(),
  kind: z.enum(['person', 'service']),
  mayManage: z.boolean(),
});
export type StaffMe = z.infer<typeof StaffMe>;

/** A code or an id that Microsoft asks for, with its name: "Correlation ID". */
export const Evidence = z.object({ label: z.string(), value: z.string() });
export type Evidence = z.infer<typeof Evidence>;

/** One sentence to act on, with who can do it; "Nothing to do" is a full answer. */
export const NextAction = z.object({
  by: Fixer,
  /** Imperative: "Ask Ingrid to pass the approval to a Global or Privileged Role Administrator". */
  title: z.string(),
  /** What happened. */
  happened: z.string(),
  /** What state the customer's tenant is in. */
  state: z.string(),
  /** Our problem code, which has a page at /errors/{code}; null while there is none. */
  problemCode: z.string().nullable(),
  /** Codes and ids of what stands in the way now; empty where there are none. */
  evidence: z.array(Evidence),
  /** The same as plain text for a Microsoft support ticket; null where there is no evidence. */
  ticket: z.string().nullable(),
  /** What a re-check would do now: deliver a sealed key at once, or mark the case and no more. null: it can do nothing here. */
  recheck: z.object({ does: z.enum(['deliver', 'mark']), words: z.string() }).nullable(),
});
export type NextAction = z.infer<typeof NextAction>;

/** One request to Microsoft within an operation. */
export const TimelineCall = z.object({
  purpose: z.string(),
  at: iso,
  durationMs: z.number(),
  status: z.number().nullable(),
  requestId: z.string().nullable(),
  /** The client-request-id that we sent, which Microsoft calls the correlation id. */
  correlationId: z.string(),
  code: z.string().nullable(),
});
export type TimelineCall = z.infer<typeof TimelineCall>;

/**
 * One entry of a case's timeline. `operation`: a line of the journal, intended, then ended. `deed`: what somebody did or what came to pass,
 * out of the audit and the invitation. `problem`: the problem that is recorded now, where neither of the others tells of it.
 */
export const TimelineItem = z.object({
  /** Stays the same for the same entry. */
  id: z.string(),
  kind: z.enum(['operation', 'deed', 'problem']),
  /** The kind of change, the action as the audit calls it, or the problem's code. */
  change: z.string(),
  purpose: z.string(),
  /**
   * `customer`: the admin or somebody else of the tenant; `colleague`: whoever has the link for an approval; `staff`: one of us;
   * `portal`: we went on by ourselves; `microsoft`: it came from there.
   */
  by: z.enum(['customer', 'colleague', 'staff', 'portal', 'platform', 'microsoft']),
  /** The name of that person, where it is known. */
  who: z.string().nullable(),
  /** Which try of this change on this connection, from 1; null: not an operation. */
  attempt: z.number().nullable(),
  at: iso,
  endedAt: iso.nullable(),
  durationMs: z.number().nullable(),
  /** null: an operation that runs. */
  outcome: z.enum(['done', 'wait', 'refused', 'unknown']).nullable(),
  /** The outcome in a word or two: "created", "not there yet", "refused"; empty where there is nothing to add. */
  result: z.string(),
  problemCode: z.string().nullable(),
  /** Codes and ids of the problem that it ended with. */
  evidence: z.array(Evidence),
  calls: z.array(TimelineCall),
  /** Plain text for a Microsoft support ticket; holds tenant id, ids and times and no name. */
  ticket: z.string(),
});
export type TimelineItem = z.infer<typeof TimelineItem>;

export const PageQuery = z.strictObject({
  cursor: text(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export const TimelinePage = z.object({ items: z.array(TimelineItem), cursor: z.string().nullable() });
export type TimelinePage = z.infer<typeof TimelinePage>;

/** Append-only. */
export const Note = z.object({ id: z.guid(), at: iso, by: StaffPerson, text: z.string() });
export type Note = z.infer<typeof Note>;

/** What staff did at this case: reads and writes, newest first. Looks of one person with no write of anybody in between are one entry. */
export const StaffAccess = z.object({
  /** Of the newest of them. */
  at: iso,
  by: StaffPerson,
  action: z.string(),
  text: z.string(),
  /** How many lines of the audit it stands for. */
  times: z.number(),
  /** Of the oldest of them. */
  since: iso,
});
export type StaffAccess = z.infer<typeof StaffAccess>;

/** What the last re-check set in motion. */
export const Recheck = z.object({
  askedAt: iso,
  askedBy: StaffPerson,
  /** The customer's next sign-in reads the tenant anew; no token of theirs is kept, so nothing can be read before. */
  looksAtNextSignIn: z.boolean(),
  /** When the customer signed in after that; null: not yet. */
  lookedAt: iso.nullable(),
  /** Whether a sealed key was delivered again at once: `delivered`, `failed`, or null where none was waiting. */
  delivery: z.enum(['delivered', 'failed']).nullable(),
});
export type Recheck = z.infer<typeof Recheck>;

/** Everything about one connection. */
export const CaseAnswer = z.object({
  /** The same facts as its row in the list. */
  row: CaseRow,
  action: NextAction,
  /** The customer's page, as it is while they are signed in. The six steps with customer's words are `view.steps`. */
  view: ConnectionView,
  /** The 61 rows, in the order of the proof: asked and granted from the first look at the organization on, which the customer's page shows later. */
  matrix: z.array(MatrixApi),
  facts: z.object({
    cloud: z.string(),
    tenantId: z.guid(),
    applicationObjectId: z.guid().nullable(),
    appId: z.guid().nullable(),
    servicePrincipalId: z.guid().nullable(),
    keyId: z.guid().nullable(),
    keyExpiresAt: iso.nullable(),
    manifestSha256: z.string().nullable(),
    createdAt: iso,
    signedInAt: iso,
    connectedAt: iso.nullable(),
  }),
  timeline: TimelinePage,
  /** The newest invitation that led to this case. */
  invitation: InvitationRow.nullable(),
  /** Oldest first. */
  notes: z.array(Note),
  recheck: Recheck.nullable(),
  access: z.array(StaffAccess),
  /** Everybody of the staff who has used the dashboard: whom a case can be given to. */
  staff: z.array(StaffPerson),
  /** Database time of this answer. */
  at: iso,
});
export type CaseAnswer = z.infer<typeof CaseAnswer>;

/** Visible text; lines end with LF. Whoever names the note (`id`, a random UUID) may send it again after a lost answer: it is one note. */
export const NoteBody = z.strictObject({ id: z.uuidv4().optional(), text: lines(4000) });
export type NoteBody = z.infer<typeof NoteBody>;
/** `me`, `nobody`, or the oid of somebody in `staff`. */
export const OwnerBody = z.strictObject({ owner: z.union([z.enum(['me', 'nobody']), z.guid()]) });
export type OwnerBody = z.infer<typeof OwnerBody>;
/** null takes the date away. */
export const FollowUpBody = z.strictObject({ on: askedDay.nullable() });
export type FollowUpBody = z.infer<typeof FollowUpBody>;

const BundleCount = z.object({ there: z.number(), here: z.number() });

/** `GET bundle`: the case for a ticket. Names and ids are replaced by words that are the same within this bundle and in no other. */
export const Bundle = z.object({
  schemaVersion: z.literal(1),
  madeAt: iso,
  redaction: z.string(),
  case: z.record(z.string(), z.unknown()),
  /** The newest of each. */
  operations: z.array(z.record(z.string(), z.unknown())),
  deeds: z.array(z.record(z.string(), z.unknown())),
  /** How many there are, and how many of them are in here. */
  counts: z.object({ operations: BundleCount, deeds: BundleCount }),
  steps: z.array(z.record(z.string(), z.unknown())),
  matrix: z.array(z.record(z.string(), z.unknown())),
  problem: z.record(z.string(), z.unknown()).nullable(),
});
export type Bundle = z.infer<typeof Bundle>;
