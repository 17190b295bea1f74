import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { graphRequest } from '../microsoft/http';
import type { CallTrace } from '../microsoft/microsoft';
import { MicrosoftError, type MicrosoftErrorFacts } from '../microsoft/microsoft-error';
import { type SealOrder, tooLateCode } from './messages';
import type { Minted } from './seal';

/** How the timeline names the one request that makes a secret. */
export const mintPurpose = 'Create the client secret';

/** Graph's `passwordCredential`, the one time it holds the value. */
export const PasswordAnswer = z.object({
  keyId: z.guid(),
  startDateTime: z.iso.datetime({ offset: true }),
  endDateTime: z.iso.datetime({ offset: true }),
  secretText: z.string().min(1).max(1024),
});

const nothingKnown = { status: null, code: null, detail: null, requestId: null, clientRequestId: null, retryAfterSeconds: null };

/** A failure of which it is certain that nothing was sent to Microsoft. */
export const notSent = (code: string): MicrosoftErrorFacts => ({ ...nothingKnown, kind: 'invalid', purpose: mintPurpose, code });

/** A failure after which there may be a key that nobody knows. */
export const mayBeMade = (known: Partial<MicrosoftErrorFacts> = {}): MicrosoftErrorFacts => ({
  ...nothingKnown,
  ...known,
  kind: 'lost',
  purpose: mintPurpose,
});

/**
 * Makes the secret: one `addPassword`, never repeated, because each call makes another secret.
 * Both dates are sent: the start tells this attempt's key from all others in a later listing.
 * @returns the secret with Microsoft's key id and dates
 * @throws MicrosoftError; kind `lost` also for an answer that cannot be read, since the secret exists then; code `too-late` after
 *   the order's time, when nothing was sent
 * @throws PortalError `forbidden` when the token is of another tenant: nothing was sent
 * @see https://learn.microsoft.com/graph/api/application-addpassword
 */
export async function mint(order: SealOrder, trace: (call: CallTrace) => void): Promise<Minted> {
  if (Date.now() > order.notAfter.getTime()) throw new MicrosoftError(notSent(tooLateCode));
  const caller = { cloud: order.cloud, tenantId: order.binding.tenantId, accessToken: order.delegatedToken, trace };
  const passwordCredential = {
    displayName: order.displayName,
    startDateTime: order.startsAt.toISOString(),
    endDateTime: order.expiresAt.toISOString(),
  };
  const path = `/applications/${order.applicationObjectId}/addPassword`;
  const { body, status, requestId } = await graphRequest(
    caller,
    { purpose: mintPurpose, method: 'POST', path, body: { passwordCredential } },
    PasswordAnswer,
  );
  // An answer without a body may be a key that nobody knows, like any other answer that cannot be read.
  if (body === null) throw new MicrosoftError(mayBeMade({ status, requestId }));
  return {
    keyId: body.keyId,
    startsAt: new Date(body.startDateTime),
    expiresAt: new Date(body.endDateTime),
    secret: Buffer.from(body.secretText, 'utf8'),
  };
}
