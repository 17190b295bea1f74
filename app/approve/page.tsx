import type { Metadata } from 'next';
import { approverProblem } from '@/components/approve/approval-problem';
import { ApproveScreen } from '@/components/approve/approve-screen';
import { listedGroups } from '@/components/permissions/listed-groups';
import { Shell } from '@/components/shell';
import { isProblemCode } from '@/lib/domain/problem';
import { pageOfBrowser } from '@/lib/web/approve-page';

export const metadata: Metadata = { title: 'Approve for a colleague' };

interface Props {
  readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }>;
}

/** The link that this browser has opened; tells what stopped a sign-in when the callback sent `problem` and `ref`. */
export default async function ApprovePage({ searchParams }: Props) {
  const { problem, ref } = await searchParams;
  const page = await pageOfBrowser();
  const known = typeof problem === 'string' && isProblemCode(problem) ? problem : null;
  const reference = typeof ref === 'string' && /^[\w-]{4,64}$/.test(ref) ? ref : null;
  return (
    <Shell>
      <ApproveScreen page={page} token={null} problem={known && approverProblem(known, reference)} groups={listedGroups()} />
    </Shell>
  );
}
