import type { Metadata } from 'next';
import { cache } from 'react';
import { ConnectFlow } from '@/components/connect/connect-flow';
import { screenTitle } from '@/components/connect/screen-title';
import { listedGroups } from '@/components/permissions/listed-groups';
import { problemView } from '@/components/problem-view';
import { SessionEnded } from '@/components/session-ended';
import { Shell } from '@/components/shell';
import { manifestHash } from '@/lib/domain/permissions';
import { connectPage } from '@/lib/web/connect-page';

/** One reading for the title and the page. */
const currentPage = cache(connectPage);

/** The title says where the connection stands, as the heading does; the browser follows when the screen changes. */
export async function generateMetadata(): Promise<Metadata> {
  const page = await currentPage();
  if (page.signedIn) return { title: screenTitle(page.view) };
  return { title: page.away ? problemView('database-unavailable', page.away).title : 'Sign in to go on' };
}

/** The one working page. Draws what the session's connection is at; the browser keeps it going from there. */
export default async function ConnectPage() {
  const page = await currentPage();
  if (!page.signedIn) return <SessionEnded away={page.away} />;
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
