import type { InvitationRow } from '@/lib/contract/staff-invitations';
import { fixerWords } from './case-words';
import { CopyText } from './copy-text';

/** Who can fix what stopped a sign-in, the code with its page, and the correlation id to look it up by. */
export function SetbackFacts({ setback }: { setback: NonNullable<InvitationRow['setback']> }) {
  const { by, code, problem, correlationId } = setback;
  return (
    <>
      {by === 'nobody' ? 'Nobody has to act' : `${fixerWords[by].word} can fix it`} ·{' '}
      <a href={`/errors/${code ?? problem}`}>{code ?? problem}</a>
      {correlationId ? (
        <>
          {' '}
          · <span title={correlationId}>correlation id</span> <CopyText text={correlationId} name="Correlation ID" />
        </>
      ) : null}
    </>
  );
}
