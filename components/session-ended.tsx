import { FourPart } from './four-part';
import { problemView } from './problem-view';
import { Shell } from './shell';
import { SignInButton } from './sign-in-button';

/** For a page that needs a session where there is none: it ended, or never began. Finished steps are kept. */
export function SessionEnded() {
  return (
    <Shell>
      <div className="wrap">
        <FourPart problem={{ ...problemView('session-expired', null), details: [] }} action={<SignInButton />} />
      </div>
    </Shell>
  );
}
