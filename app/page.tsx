import { FourPart } from '@/components/four-part';
import { HowItGoes, ReadsAndNever, WhoIsNeeded } from '@/components/home-sections';
import { problemView } from '@/components/problem-view';
import { Shell } from '@/components/shell';
import { StartCard } from '@/components/start-card';
import { cloudFor } from '@/lib/domain/clouds';
import { counts } from '@/lib/domain/permissions';
import { isProblemCode } from '@/lib/domain/problem';
import { env } from '@/lib/env';

interface Props {
  readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }>;
}

/** The start page; tells what stopped a sign-in when the callback sent `problem` (a code of the closed list) and `ref`. */
export default async function HomePage({ searchParams }: Props) {
  const { problem, ref } = await searchParams;
  const { openStart, appBaseUrl, cloudId, practiceCloudUrl } = env();
  const signInHost = new URL(cloudFor(cloudId, practiceCloudUrl?.origin ?? null).authorityUrl).host;
  const { total, sensitive } = counts();
  return (
    <Shell>
      <div className="wrap">
        {typeof problem === 'string' ? <Stopped code={problem} reference={reference(ref)} /> : null}
        <div className="hero">
          <div>
            <h1>Connect Microsoft Defender to FortifyData</h1>
            <p className="lead mt-4">
              FortifyData reads your organization’s security data from Microsoft 365. You see every change before it is made and approve it
              on Microsoft’s own page. Nobody has to copy a secret.
            </p>
          </div>
          <StartCard openStart={openStart} signInHost={signInHost} address={appBaseUrl.href} permissions={total} />
          <HowItGoes />
        </div>
        <WhoIsNeeded />
        <ReadsAndNever sensitive={sensitive} total={total} />
      </div>
    </Shell>
  );
}

function Stopped({ code, reference }: { code: string; reference: string | null }) {
  const problem = problemView(isProblemCode(code) ? code : 'internal', reference);
  return (
    <div className="mb-14">
      <FourPart problem={problem} heading="h2" action={null} />
    </div>
  );
}

/** Only a trace number is repeated on the page; any other text of an address is not. */
const reference = (ref: string | string[] | undefined): string | null =>
  typeof ref === 'string' && /^[\w-]{4,64}$/.test(ref) ? ref : null;
