import type { Metadata } from 'next';
import { ExchangeToken } from '@/components/exchange-token';
import { InviteScreen } from '@/components/invite/invite-screen';
import { Shell } from '@/components/shell';
import { invitePageOfToken } from '@/lib/web/invite-page';

export const metadata: Metadata = { title: 'Your invitation' };

interface Props {
  readonly params: Promise<{ readonly token: string }>;
}

/** An invitation as somebody opens it. Reading it changes nothing, so that scanners of mails may; the browser then takes the token out of the address. */
export default async function InviteLinkPage({ params }: Props) {
  const { token } = await params;
  const page = await invitePageOfToken(token);
  const brought = page.stage === 'over' || page.stage === 'away' ? null : ({ token, at: 'invite' } as const);
  return (
    <Shell>
      {brought ? <ExchangeToken {...brought} /> : null}
      <InviteScreen page={page} brought={brought} problem={null} />
    </Shell>
  );
}
