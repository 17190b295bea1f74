import type { ErrorCodeText } from '@/lib/domain/error-codes';
import { Badge } from '../ui/badge';
import { familyNames } from './code-families';

const retryWords: Record<ErrorCodeText['retry'], string> = {
  auto: 'The portal tries again by itself.',
  person: 'Try again after the next step below.',
  none: 'Trying again does not help.',
};

/** What a code means: what happened, who can fix it, whether to try again, and the next step. */
export function CodeCard({ entry }: { entry: ErrorCodeText }) {
  return (
    <>
      <Badge>{familyNames[entry.family]}</Badge>
      <h1 className="mt-3.5">{entry.title}</h1>
      <p className="soft mt-3">
        Microsoft’s code: <code>{entry.code}</code>
      </p>
      <div className="card mt-7">
        <div className="four">
          <Part title="What happened" text={entry.happened} />
          <Part title="Who can fix it" text={entry.whoCanFix} />
          <Part title="Try again?" text={retryWords[entry.retry]} />
        </div>
        <div className="four-next">
          <Part title="Next step" text={entry.next} />
        </div>
      </div>
    </>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <h2 className="four-head">{title}</h2>
      <p>{text}</p>
    </div>
  );
}
