import { ConnectionView } from '@/lib/contract/connection';
import { connectionData } from '@/lib/data/connections';
import { PortalError } from '@/lib/error';
import { json } from '@/lib/web/answer';
import { viewOf } from '@/lib/web/connect-page';
import { adminFile } from '@/lib/web/route';

/** The connection of this session as it stands. */
export const GET = adminFile(async ({ session }) => {
  const record = await connectionData.load(session.key);
  if (!record) throw new PortalError('not-found', 'the connection of this session is not there');
  return json(ConnectionView.parse(await viewOf(session, record)));
});
