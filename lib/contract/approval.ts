import { z } from 'zod';
import type { Setback } from '../domain/approval-link';

const person = z.object({ name: z.string(), account: z.string() });

/** What a link is about, for whoever holds it: who asks, for what, until when. Nothing of the connection besides. */
export const ApprovalSubject = z.object({
  organization: z.object({ name: z.string(), domain: z.string() }),
  askedBy: person,
  expiresAt: z.iso.datetime(),
  permissions: z.object({ total: z.number(), application: z.number() }),
  /** Identities (`api|type|value`) of permissions that the organization does not offer. */
  setAside: z.array(z.string()),
  /** Where Microsoft's pages live, e.g. "https://login.microsoftonline.com/". */
  microsoft: z.url(),
});
export type ApprovalSubject = z.infer<typeof ApprovalSubject>;

/** The colleague who has signed in, and what the sign-in says about the role. */
export const Approver = person.extend({ role: z.string().nullable(), mayApprove: z.boolean().nullable() });
export type Approver = z.infer<typeof Approver>;

/** Where a colleague stands with a link. `over` is one answer for every link that is not good, or not for this browser. */
export type ApprovePage =
  | { readonly stage: 'over' }
  /** The database could not be asked; the trace number of that. */
  | { readonly stage: 'away'; readonly reference: string }
  /** Nobody has signed in here (lately). */
  | { readonly stage: 'start'; readonly subject: ApprovalSubject }
  | { readonly stage: 'approve'; readonly subject: ApprovalSubject; readonly approver: Approver; readonly setback: Setback | null }
  /** `mine`: with this link, in this browser; else by somebody else. `granted`: Microsoft lists the permissions, and it was read. */
  | { readonly stage: 'approved'; readonly subject: ApprovalSubject; readonly granted: boolean; readonly mine: boolean };
