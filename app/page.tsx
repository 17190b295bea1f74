import { FourPart } from '@/components/four-part';
import { HowItGoes, ReadsAndNever, TimeItTakes, WhoIsNeeded } from '@/components/home-sections';
import { problemView } from '@/components/problem-view';
import { Shell } from '@/components/shell';
import { SignInButton } from '@/components/sign-in-button';
import { StartCard } from '@/components/start-card';
import { cloudFor } from '@/lib/domain/clouds';
import { counts } from '@/lib/domain/permissions';
import { isProblemCode, type ProblemCode } from '@/lib/domain/problem';
import { env } from '@/lib/env';
import { measuredPromise } from '@/lib/web/measured-promise';

interface Props {
  readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }>;
}

/** The start page; tells what stopped a sign-in when the callback sent `problem` (a code of the closed list), `ref` and Microsoft's `code`. */
export default async function HomePage({ searchParams }: Props) {
  const { problem, ref, code } = await searchParams;
  const { openStart, appBaseUrl, cloudId, practiceCloudUrl } = env();
  const signInHost = new URL(cloudFor(cloudId, practiceCloudUrl?.origin ?? null).authorityUrl).host;
  const { total, sensitive } = counts();
  const stopped = problem === undefined ? null : problemView(codeOf(problem), referenceOf(ref), microsoftCodeOf(code));
  const start = openStart ? (stopped ? 'above' : 'here') : 'invitation';
  return (
    <Shell>
      <div className="wrap">
        {stopped ? <FourPart problem={stopped} heading="h2" action={wayOn(stopped.code, openStart)} /> : null}
        <div className={stopped ? 'hero mt-14' : 'hero'}>
          <div>
            <h1>Connect Microsoft Defender to FortifyData</h1>
            <p className="lead mt-4">
              FortifyData reads your organization’s security data from Microsoft 365. You see every change before it is made and approve it
              on Microsoft’s own page. Nobody has to copy a secret.
            </p>
            <TimeItTakes promise={await measuredPromise()} />
          </div>
          <StartCard start={start} signInHost={signInHost} address={appBaseUrl.href} permissions={total} />
          <HowItGoes />
        </div>
        <WhoIsNeeded />
        <ReadsAndNever sensitive={sensitive} total={total} />
      </div>
    </Shell>
  );
}

/** Who came back from Microsoft while the database was away may be signed in; anybody else signs in. */
function wayOn(code: string, openStart: boolean) {
  if (code !== 'database-unavailable') return openStart ? <SignInButton /> : null;
  return (
    <a className="btn btn-primary btn-lg" href="/connect">
      Look again
    </a>
  );
}

type Parameter = string | string[] | undefined;

/** A code of the closed list; any other text of an address is a fault of ours, and is not repeated. */
const codeOf = (code: Parameter): ProblemCode => (typeof code === 'string' && isProblemCode(code) ? code : 'internal');

/** Only a trace number is repeated on the page. */
const referenceOf = (ref: Parameter): string | null => (typeof ref === 'string' && /^[\w-]{4,64}$/.test(ref) ? ref : null);

/** A number of Microsoft, which everybody may write into an address: it names a line of the details and decides nothing. */
const microsoftCodeOf = (code: Parameter): string | null => (typeof code === 'string' && /^AADSTS\d{4,8}$/.test(code) ? code : null);
