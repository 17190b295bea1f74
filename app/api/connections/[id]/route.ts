import { ConnectionView } from '@/lib/contract/connection';
import { PortalError } from '@/lib/error';
import { json } from '@/lib/web/answer';
import { connectPage } from '@/lib/web/connect-page';
import { adminFile } from '@/lib/web/route';

/** The connection of this session as it stands. */
export const GET = adminFile(async () => {
  const page = await connectPage();
  if (!page.signedIn) throw new PortalError('unauthenticated', 'no live session');
  return json(ConnectionView.parse(page.view));
});
