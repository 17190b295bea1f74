import type { Metadata } from 'next';
import { InviteScreen } from '@/components/invite/invite-screen';
import { problemView } from '@/components/problem-view';
import { Shell } from '@/components/shell';
import { isProblemCode } from '@/lib/domain/problem';
import { invitePageOfBrowser } from '@/lib/web/invite-page';

export const metadata: Metadata = { title: 'Your invitation' };

interface Props {
  readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }>;
}

/** The invitation that this browser has opened; tells what stopped a sign-in when the callback sent `problem`, `ref` and Microsoft's `code`. */
export default async function InvitePage({ searchParams }: Props) {
  const { problem, ref, code } = await searchParams;
  const page = await invitePageOfBrowser();
  const known = typeof problem === 'string' && isProblemCode(problem) ? problem : null;
  const reference = typeof ref === 'string' && /^[\w-]{4,64}$/.test(ref) ? ref : null;
  const microsoftCode = typeof code === 'string' && /^AADSTS\d{4,8}$/.test(code) ? code : null;
  return (
    <Shell>
      <InviteScreen page={page} brought={null} problem={known && problemView(known, reference, microsoftCode)} />
    </Shell>
  );
}
