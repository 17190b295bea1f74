import { expiryCalendar } from '@/lib/domain/calendar';
import { env } from '@/lib/env';
import { connectedRecord } from '@/lib/web/connected-record';
import { adminFile } from '@/lib/web/route';

/** A calendar file (RFC 5545) for the end of the key's life. */
export const GET = adminFile(async ({ session }) => {
  const { document } = await connectedRecord(session);
  const calendar = expiryCalendar({
    organization: document.organization.name,
    startsAt: new Date(document.credential.startsAt),
    expiresAt: new Date(document.credential.expiresAt),
    isLimited: document.credential.limitedBy !== null,
    keyId: document.credential.keyId,
    url: env().appBaseUrl.origin,
    now: new Date(),
  });
  const headers = {
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'attachment; filename="fortifydata-key.ics"',
    'cache-control': 'no-store',
  };
  return new Response(calendar, { headers });
});
