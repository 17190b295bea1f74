import { ActivatedRole } from '../activated-role';
import { AskColleague } from './ask-colleague';
import type { ScreenProps } from './screen';

const roleProblems = ['consent-role-missing', 'role-missing-create'];
const colleagueMayHelp = ['consent-declined', 'consent-unheard', 'consent-failed', 'grants-incomplete'];

/** Beside the next step of a problem: the ways that another role or another person opens. */
export function OtherWays({ code, pending, press }: Pick<ScreenProps, 'pending' | 'press'> & { code: string }) {
  return (
    <>
      {code === 'consent-role-missing' ? (
        <p className="mt-6">
          <button
            type="button"
            className="btn btn-link"
            aria-busy={pending === 'consent'}
            onClick={() => press({ kind: 'consent', body: {} })}
          >
            {pending === 'consent' ? 'Opening Microsoft’s page' : 'Continue to Microsoft to approve'}
          </button>
          <span className="soft"> with another account of yours.</span>
        </p>
      ) : null}
      {roleProblems.includes(code) ? <ActivatedRole className="mt-4" /> : null}
      {colleagueMayHelp.includes(code) ? (
        <div className="row mt-6">
          <AskColleague pending={pending} press={press} />
        </div>
      ) : null}
    </>
  );
}
