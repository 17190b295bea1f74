import type { Metadata } from 'next';
import { ConnectFlow } from '@/components/connect/connect-flow';
import { listedGroups } from '@/components/permissions/listed-groups';
import { problemView } from '@/components/problem-view';
import { SessionEnded } from '@/components/session-ended';
import { Shell } from '@/components/shell';
import { manifestHash } from '@/lib/domain/permissions';
import { connectPage } from '@/lib/web/connect-page';

export const metadata: Metadata = { title: 'Connect' };

/** The one working page. Draws what the session's connection is at; the browser keeps it going from there. */
export default async function ConnectPage() {
  const page = await connectPage();
  if (!page.signedIn) return <SessionEnded />;
  const around = {
    groups: listedGroups(),
    manifestSha256: manifestHash,
    sessionEnded: problemView('session-expired', null),
  };
  return (
    <Shell account={page.view.admin.account}>
      <ConnectFlow initial={page.view} around={around} />
    </Shell>
  );
}
