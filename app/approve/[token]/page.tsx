import type { Metadata } from 'next';
import { ApproveScreen } from '@/components/approve/approve-screen';
import { ExchangeToken } from '@/components/exchange-token';
import { listedGroups } from '@/components/permissions/listed-groups';
import { Shell } from '@/components/shell';
import { pageOfToken } from '@/lib/web/approve-page';

export const metadata: Metadata = { title: 'Approve for a colleague' };

interface Props {
  readonly params: Promise<{ readonly token: string }>;
}

/** A link as somebody opens it. Reading it changes nothing, so that scanners of mails may; the browser then takes the token out of the address. */
export default async function ApproveLinkPage({ params }: Props) {
  const { token } = await params;
  const page = await pageOfToken(token);
  const good = page.stage !== 'over' && page.stage !== 'away';
  return (
    <Shell>
      {good ? <ExchangeToken token={token} at="approve" /> : null}
      <ApproveScreen page={page} token={good ? token : null} problem={null} groups={listedGroups()} />
    </Shell>
  );
}
