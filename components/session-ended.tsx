import type { ProblemView } from '@/lib/contract/connection';
import { FourPart } from './four-part';
import { problemView } from './problem-view';
import { Shell } from './shell';
import { SignInButton } from './sign-in-button';

/** For a page that needs a session where there is none: it ended, or never began. */
export function SessionEnded() {
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
