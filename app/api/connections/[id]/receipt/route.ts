import { json } from '@/lib/web/answer';
import { connectedRecord } from '@/lib/web/connected-record';
import { adminFile } from '@/lib/web/route';

/** The receipt as a JSON file. It holds no secret. */
export const GET = adminFile(async ({ session }) => {
  const { document } = await connectedRecord(session);
  const name = `fortifydata-defender-receipt-${document.organization.domain.replace(/[^a-z0-9.-]/gi, '')}.json`;
  return json(document, { headers: { 'content-disposition': `attachment; filename="${name}"` } });
});
