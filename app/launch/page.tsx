import type { Metadata } from 'next';
import { ExchangeToken } from '@/components/exchange-token';
import { InviteScreen } from '@/components/invite/invite-screen';
import { Shell } from '@/components/shell';
import { invitePageOfLaunch } from '@/lib/web/invite-page';

export const metadata: Metadata = { title: 'Your invitation' };

interface Props {
  readonly searchParams: Promise<{ readonly token?: string | string[] | undefined }>;
}

/** A signed launch of FortifyData's platform. Reading it changes nothing and uses nothing up; the page's script exchanges it. */
export default async function LaunchPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const page = await invitePageOfLaunch(typeof token === 'string' ? token : '');
  const brought = page.stage === 'start' && typeof token === 'string' ? ({ token, at: 'launch' } as const) : null;
  return (
    <Shell>
      {brought ? <ExchangeToken {...brought} /> : null}
      <InviteScreen page={page} brought={brought} problem={null} />
    </Shell>
  );
}
