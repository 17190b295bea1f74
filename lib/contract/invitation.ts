import { z } from 'zod';

/** What an invitation is about, for whoever holds it. */
export const InvitationSubject = z.object({
  customer: z.string(),
  /** The organization that it is for. */
  expected: z.object({ kind: z.enum(['tenant', 'domain']), name: z.string() }),
  expiresAt: z.iso.datetime(),
  /** Where Microsoft's sign-in page lives, e.g. "login.microsoftonline.com". */
  signInHost: z.string(),
});
export type InvitationSubject = z.infer<typeof InvitationSubject>;

/** Where a browser stands with an invitation. `over` is one answer for every one that is not good, or not for this browser. */
export type InvitePage =
  | { readonly stage: 'over' }
  /** Signed launches are switched off in this deployment. */
  | { readonly stage: 'off' }
  /** The database could not be asked; the trace number of that. */
  | { readonly stage: 'away'; readonly reference: string }
  /** `used`: this browser has used it, and may go on. */
  | { readonly stage: 'start'; readonly subject: InvitationSubject; readonly used: boolean }
  /** Another organization signed in with it: support decides. */
  | { readonly stage: 'held'; readonly subject: InvitationSubject }
  | { readonly stage: 'refused'; readonly subject: InvitationSubject };

/** `POST /api/invite/open` exchanges the token of an invitation for this browser's cookie. */
export const OpenInvitationBody = z.strictObject({ token: z.string().max(200) });
/** `POST /api/launch/open`: a signed launch of FortifyData's platform (compact JWS). */
export const OpenLaunchBody = z.strictObject({ token: z.string().max(4_096) });
