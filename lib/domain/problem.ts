import { errorCodes } from './error-codes';
import { adoptionWords } from './problems/adoption-words';
import { certificateWords } from './problems/certificate-words';
import { consentWords } from './problems/consent-words';
import { invitationWords } from './problems/invitation-words';
import { keyWords } from './problems/key-words';
import { organizationWords } from './problems/organization-words';
import { portalWords } from './problems/portal-words';
import type { ProblemCode } from './problems/problem-code';
import { organizationState, type ProblemFacts } from './problems/problem-facts';
import type { ProblemAction, ProblemBadge, ProblemWords, Words } from './problems/problem-words';
import { signInWords } from './problems/sign-in-words';

export { isProblemCode, type ProblemCode, problemCodes } from './problems/problem-code';
export { type OrganizationChange, organizationState, type ProblemFacts } from './problems/problem-facts';
export type { ProblemAction, ProblemBadge } from './problems/problem-words';

/** What people read about a problem: four parts, a badge, one next step, and Microsoft's codes that lead to it. */
export interface ProblemText {
  readonly title: string;
  readonly happened: string;
  readonly state: string;
  readonly who: string;
  readonly next: string;
  readonly badge: ProblemBadge;
  /** null: nothing in this portal helps, `next` says what does. */
  readonly action: ProblemAction | null;
  /** For the details behind the toggle, never for a title. */
  readonly microsoftCodes: readonly string[];
}

const words: Readonly<Record<ProblemCode, ProblemWords>> = {
  ...signInWords,
  ...invitationWords,
  ...organizationWords,
  ...adoptionWords,
  ...consentWords,
  ...keyWords,
  ...certificateWords,
  ...portalWords,
};

/**
 * The text of a problem, filled with what is known. Microsoft's own sentence never gets in.
 * @param code a code of the closed list
 * @param facts what is known now; `changed` decides what is said about the state of the organization
 */
export function problemText(code: ProblemCode, facts: ProblemFacts): ProblemText {
  const text = words[code];
  const say = (part: Words) => (typeof part === 'string' ? part : part(facts));
  return {
    title: say(text.title),
    happened: say(text.happened),
    state: text.state ? say(text.state) : organizationState(facts),
    who: say(text.who),
    next: say(text.next),
    badge: text.badge,
    action: typeof text.action === 'function' ? text.action(facts) : text.action,
    microsoftCodes: errorCodes.filter((entry) => entry.problem === code).map((entry) => entry.code),
  };
}
