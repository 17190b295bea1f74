import { isProblemCode } from '../problem';
import { isWait, problemAction, waitAction } from './action-words';
import { causeTitle } from './cause-title';
import type { Fixer } from './fixer';
import type { SupportTab } from './standing';
import type { SupportStep } from './step';

/** What a row of the list knows of a connection, and what only its case knows. */
export interface ActionFacts {
  readonly tab: SupportTab;
  readonly step: SupportStep;
  readonly cause: string | null;
  readonly adminName: string;
  readonly organization: string | null;
  /** How the link stands by which a colleague is to approve now; the list does not know. */
  readonly openLink?: OpenLink | null;
}

/** States of a link to a colleague that is good for an approval. */
export const openLinks = ['made', 'opened', 'signed-in'] as const;
type OpenLink = (typeof openLinks)[number];

/** The one sentence to act on, and whose hands it is in. */
export interface Action {
  readonly title: string;
  readonly by: Fixer;
}

type Words = (who: string, where: string) => string;

/** Where no problem is in the way: by step. */
const bySteps: Readonly<Record<SupportStep, Words>> = {
  'sign-in': (who) => `Wait for ${who} to sign in, or remind them`,
  check: (who) => `Remind ${who}: the plan is waiting for “Create and continue”`,
  create: (who) => `Ask ${who} to open the portal again; it goes on where it stood`,
  approve: (who) => `Remind ${who}: the approval on Microsoft’s page is open`,
  secure: (who) => `Ask ${who} to sign in again; the key is made then`,
  prove: (who) => `Ask ${who} to sign in again; the key is tried out then`,
  done: () => 'Nothing to do',
};

/** Where the approval is in a colleague's hands. */
const byLinks: Readonly<Record<OpenLink, Words>> = {
  made: (who) => `Ask ${who} whether their colleague has the link: nobody has opened it`,
  opened: (who) => `Ask ${who} to remind their colleague: the link is opened, and nobody has signed in`,
  'signed-in': (who) => `Ask ${who} to remind their colleague, who has signed in and not approved yet`,
};

/** Derives the next best action. Pure; exactly one for the same facts. */
export function nextAction({ tab, step, cause, adminName, organization, openLink = null }: ActionFacts): Action {
  const [who, where] = [adminName.trim() || 'the admin', organization?.trim() || 'their organization'];
  switch (tab) {
    case 'healthy':
      return { title: 'Nothing to do', by: 'nobody' };
    case 'ended':
      return {
        title: cause === 'refused' ? 'Nothing to do. The organization was refused' : 'Nothing to do. The connection has ended',
        by: 'nobody',
      };
    case 'expiring':
      return { title: keyWords(cause, who), by: 'customer' };
    case 'drifted':
      return { title: `Ask ${who} to sign in and accept the repair: the tenant differs from what was agreed`, by: 'customer' };
    default:
      return underWay(tab, { step, cause, openLink, who, where });
  }
}

/** A key is renewed once it has ended: until then its plan is empty, and whoever comes back finds nothing to change. */
function keyWords(cause: string | null, who: string): string {
  if (cause === 'key-ended') return `Ask ${who} to sign in and accept the plan: the key has ended, and a new one is made then`;
  return `Agree with ${who} on the day the key ends: a new one can be made from then on, not before`;
}

interface UnderWay {
  readonly step: SupportStep;
  readonly cause: string | null;
  readonly openLink: OpenLink | null;
  readonly who: string;
  readonly where: string;
}

function underWay(tab: 'needs-us' | 'needs-customer' | 'waiting', { step, cause, openLink, who, where }: UnderWay): Action {
  if (cause === 'held') return { title: `Compare ${where} with the invitation, then release or refuse`, by: 'fortifydata' };
  if (tab === 'needs-us') return { title: ourWords({ cause, step, who, where }), by: 'fortifydata' };
  const by = causeTitle(cause).by;
  if (tab === 'waiting') return { title: waitWords({ cause, who, where }), by };
  // time was to help, and nobody has come back since
  if (cause !== null && by !== 'customer')
    return { title: `Ask ${who} to open the portal again; it goes on where it stood`, by: 'customer' };
  if (cause !== null && isProblemCode(cause)) return { title: problemAction(cause, who, where), by };
  const words = step === 'approve' && openLink ? byLinks[openLink] : bySteps[step];
  return { title: words(who, where), by: 'customer' };
}

type Ours = Pick<UnderWay, 'step' | 'cause' | 'who' | 'where'>;

function ourWords({ cause, step, who, where }: Ours): string {
  if (cause === 'delivery') return 'Look at our store, then deliver the sealed key again: it has waited for 15 minutes or more';
  if (cause !== null && isProblemCode(cause)) return problemAction(cause, who, where);
  return step === 'secure' ? 'Deliver the sealed key again: it has waited for 15 minutes' : 'Read the last operation and classify it';
}

function waitWords({ cause, who, where }: Omit<Ours, 'step'>): string {
  if (cause !== null && isWait(cause)) return waitAction(cause);
  return cause !== null && isProblemCode(cause) ? problemAction(cause, who, where) : 'Nothing to do. It goes on by itself';
}
