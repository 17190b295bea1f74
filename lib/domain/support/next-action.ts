import { type Fixer, fixerOf } from './fixer';
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

/** By problem code, in the imperative and for support: whom to ask for what. */
const byCause: Readonly<Record<string, Words>> = {
  'guest-account': (who, where) => `Ask ${who} for an account of ${where} itself, not a guest`,
  'admin-approval-needed': (who) => `Ask ${who} to have the portal approved for sign-in by an administrator`,
  'portal-blocked': (_, where) => `Ask ${where} to unblock the portal under Enterprise applications`,
  'unsupported-cloud': (_, where) => `Send ${where} to the portal of their Microsoft cloud`,
  'conditional-access': (_, where) => `Ask ${where} which access policy stopped the sign-in; the operation has its correlation id`,
  'claims-challenge': (who) => `Ask ${who} to sign in again: Microsoft wants a fresh proof`,
  'claims-unmet': (_, where) => `Ask ${where} which access policy asks for the same proof again; the operation has its correlation id`,
  'role-missing-create': (who) => `Have ${who} pass this to somebody who may create applications`,
  'resource-missing': (who) => `Ask ${who} whether Defender is to be licensed, or to go on without it`,
  'application-gone': (who) => `Ask ${who} who deleted the app, then to go on`,
  'resource-gone': (who) => `Ask ${who} to try again; a Microsoft service was not found`,
  'application-unseen': () => 'Nothing to do yet. Microsoft’s page does not show the new app for some minutes',
  'application-outdated': () => 'Read the operation: the app does not fit the tenant any more, and the portal compares it anew',
  'application-policy': (_, where) => `Ask whoever manages app policies of ${where} which form of app they allow`,
  'name-held-by-deleted': (who) => `Ask ${who} to remove or restore the deleted app that holds the name`,
  'adoption-gone': (who) => `Ask ${who} to choose again: the earlier app is not there any more`,
  'adoption-changed': (who) => `Ask ${who} to look at the plan again: the earlier app has changed`,
  'adoption-refused': (who) => `Ask ${who} to leave the earlier app as it is and to make a new one`,
  'consent-cleaning-up': () => 'Nothing to do yet. Microsoft clears up after an earlier approval for some minutes',
  'principal-gone': (who) => `Ask ${who} who deleted the app’s entry under Enterprise applications, then to go on`,
  'principal-disabled': (_, where) => `Ask ${where} to enable the app under Enterprise applications`,
  'application-conflict': () => 'Read the operation: another app is in the way. Often time alone helps',
  'quota-exceeded': (who) => `Ask ${who} to delete apps they no longer need, or to use another account`,
  'service-reference-required': (_, where) => `Ask whoever manages app policies of ${where} for an exception`,
  'consent-declined': (who) => `Ask ${who} what kept them from approving; the list for reviewers may help`,
  'consent-role-missing': (who) => `Have ${who} pass the approval to a Global or Privileged Role Administrator`,
  'consent-unheard': (who) => `Ask ${who} whether Microsoft’s page showed a code`,
  'consent-callback-unknown': (who) => `Ask ${who} to look again in their portal`,
  'consent-failed': (who) => `Ask ${who} to approve once more; Microsoft could not record it`,
  'grants-incomplete': (who) => `Ask ${who} to approve the whole list once more`,
  'grants-beyond': (_, where) => `Ask ${where} to remove the permissions that we do not ask for`,
  'secret-policy-lifetime': (_, where) =>
    `Ask whoever manages app policies of ${where} for an exemption: keys of a week or more, or the certificate`,
  'secret-policy-banned': (_, where) =>
    `Offer the certificate, or ask whoever manages app policies of ${where} to allow a key for this app`,
  'certificate-policy-lifetime': (_, where) => `Ask whoever manages app policies of ${where} to allow our certificate’s lifetime`,
  'certificate-policy-authority': (_, where) => `Ask whoever manages app policies of ${where} to allow our certificate`,
  'certificate-signer-unavailable': () => 'Look at our signing service: it did not sign for this app',
  'certificate-signer-mismatch': () => 'Stop and look at our signing service: it signed for something else',
  'certificate-not-accepted': () => 'Nothing to do yet. Microsoft needs minutes to spread a certificate',
  'secret-unknown': (who) => `Ask ${who} to try again: Microsoft’s answer about the key was lost`,
  'proof-secret-refused': (who) => `Ask ${who} to try again: Microsoft did not accept the new key`,
  'workload-blocked': (_, where) => `Ask ${where} which access policy stops the app; the sign-in log of service principals names it`,
  'proof-failed': () => 'Compare granted permissions with the token; try again once Microsoft has spread the approval',
  'proof-unanswered': () => 'Nothing to do yet. Microsoft’s APIs did not answer; ask for a re-check if it stays',
  'proof-interrupted': (who) => `Ask ${who} to sign in and try again: the last check was cut off`,
  'delivery-delayed': () => 'Deliver the sealed key again: our store refused it',
  throttled: () => 'Nothing to do. Microsoft asks us to slow down',
  'microsoft-unavailable': () => 'Nothing to do. Microsoft does not answer at the moment',
  'microsoft-refused': () => 'Read the operation: Microsoft did not take this step',
  'microsoft-unreadable': () => 'Read the operation and classify it: Microsoft answered what we do not know',
  internal: () => 'Read the operation: something went wrong on our side',
};

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
      return { title: `Ask ${who} to come back for a new key before the old one ends`, by: 'customer' };
    case 'drifted':
      return { title: `Ask ${who} to sign in and accept the repair: the tenant differs from what was agreed`, by: 'customer' };
    default:
      return underWay(tab, { step, cause, openLink, who, where });
  }
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
  const toFix = cause === null ? undefined : byCause[cause];
  if (toFix && cause !== null) return { title: toFix(who, where), by: fixerOf(cause) };
  if (tab === 'needs-us' && step === 'secure')
    return { title: 'Deliver the sealed key again: our store did not take it', by: 'fortifydata' };
  if (tab === 'needs-us') return { title: 'Read the last operation and classify it', by: 'fortifydata' };
  if (tab === 'waiting') return { title: 'Nothing to do. It goes on by itself', by: 'microsoft' };
  const words = step === 'approve' && openLink ? byLinks[openLink] : bySteps[step];
  return { title: words(who, where), by: 'customer' };
}
