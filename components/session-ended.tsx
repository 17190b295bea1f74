import type { ProblemView } from '@/lib/contract/connection';
import { FourPart } from './four-part';
import { LoadAgain } from './load-again';
import { problemView } from './problem-view';
import { Shell } from './shell';
import { SignInButton } from './sign-in-button';

/**
 * For a page that needs a session where there is none: it ended, or never began.
 * @param props.away the trace number, where the database could not be asked for it
 */
export function SessionEnded({ away }: { away: string | null }) {
  if (away) return <DatabaseAway reference={away} />;
  const problem: ProblemView = {
    ...problemView('session-expired', null),
    title: 'Sign in to go on',
    happened: 'You are not signed in here. A session ends after 15 minutes without use, and after 60 minutes in any case.',
    details: [],
  };
  return (
    <Shell>
      <div className="wrap">
        <FourPart problem={problem} action={<SignInButton />} />
      </div>
    </Shell>
  );
}

function DatabaseAway({ reference }: { reference: string }) {
  return (
    <Shell>
      <div className="wrap">
        <FourPart problem={problemView('database-unavailable', reference)} action={<LoadAgain />} />
      </div>
    </Shell>
  );
}
