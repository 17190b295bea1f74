import type { WaitReason } from '../change';
import type { ProblemCode } from '../problem';

type Words = (who: string, where: string) => string;

/** By problem code, in the imperative and for support: whom to ask for what. */
const byProblem: Readonly<Record<ProblemCode, Words>> = {
  'sign-in-cancelled': (who) => `Ask ${who} to sign in again: Microsoft’s page was closed before its end`,
  'sign-in-declined': (who) => `Ask ${who} to sign in again and to accept the access that Microsoft lists`,
  'sign-in-failed': (who) => `Ask ${who} to sign in again; if the same code comes back, look it up`,
  'sign-in-replayed': (who) => `Ask ${who} to sign in again, from the beginning and in one browser`,
  'sign-in-unverified': (who) => `Ask ${who} to sign in again; if it comes back, look at our log: the answer did not pass our check`,
  'session-expired': (who) => `Ask ${who} to sign in again: the session has ended`,
  'personal-account': (who, where) => `Ask ${who} to use a work account of ${where}, not a personal one`,
  'wrong-organization': (who, where) => `Ask ${who} to use an account of ${where}: it was one of another organization`,
  'invitation-needed': (who) => `Invite ${who}: the portal begins nothing without an invitation`,
  'invitation-held': (_, where) => `Compare ${where} with the invitation, then release or refuse`,
  'invitation-refused': (_, where) => `Make a new invitation if ${where} was meant after all`,
  'guest-account': (who, where) => `Ask ${who} for an account of ${where} itself, not a guest`,
  'admin-approval-needed': (who) => `Ask ${who} to have the portal approved for sign-in by an administrator`,
  'portal-blocked': (_, where) => `Ask ${where} to unblock the portal under Enterprise applications`,
  'unsupported-cloud': (_, where) => `Send ${where} to the portal of their Microsoft cloud`,
  'conditional-access': (_, where) =>
    `Ask ${where} which access policy stopped the sign-in: their sign-in log names it, by time and correlation id`,
  'claims-challenge': (who) => `Ask ${who} to sign in again: Microsoft wants a fresh proof`,
  'claims-unmet': (_, where) => `Ask ${where} which access policy asks for the same proof again; the operation has its correlation id`,
  'role-missing-create': (who) => `Have ${who} pass this to somebody who may create applications`,
  'resource-missing': (who) => `Ask ${who} whether Defender is to be licensed, or to go on without it`,
  'application-gone': (who) => `Ask ${who} who deleted the app, then to go on`,
  'resource-gone': (who) => `Ask ${who} to try again; a Microsoft service was not found`,
  'application-unseen': () => 'Nothing to do yet. Microsoft’s page does not show the new app for some minutes',
  'application-outdated': (who, where) =>
    `Ask ${who} to try again: the portal compares the app with ${where} anew. If it stays, read Microsoft’s code in the details`,
  'application-policy': (_, where) => `Ask whoever manages app policies of ${where} which form of app they allow`,
  'name-held-by-deleted': (who) => `Ask ${who} to remove or restore the deleted app that holds the name`,
  'adoption-gone': (who) => `Ask ${who} to choose again: the earlier app is not there any more`,
  'adoption-changed': (who) => `Ask ${who} to look at the plan again: the earlier app has changed`,
  'adoption-refused': (who) => `Ask ${who} to leave the earlier app as it is and to make a new one`,
  'old-key-stays': (who) => `Ask ${who} to try again, and what may have put an old key back on the app`,
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
  'database-unavailable': () => 'Look at our database: the portal did not reach it',
  busy: () => 'Nothing to do. Another request works on the connection',
  internal: () => 'Read the code in the details, and our log at that time: something went wrong on our side',
};

/** What goes on by itself, by the reason of the wait. */
const byWait: Readonly<Record<Exclude<WaitReason, ProblemCode>, string>> = {
  replication: 'Nothing to do. Microsoft is copying the new app',
  grants: 'Nothing to do. Microsoft is recording the approval',
  proof: 'Nothing to do. The new key is being tried out',
  delivery: 'Nothing to do yet. Our store did not take the sealed key; the portal goes on trying',
  'key-lookup': 'Nothing to do. The portal looks for a key whose answer was lost',
  'shorter-key': 'Nothing to do. The portal asks for a key with a shorter life until Microsoft agrees',
  'held-up': 'Nothing to do. A step on our side took too long to start and begins again',
};

/**
 * What to ask for about a problem, in the imperative.
 * @param who name of the admin, or what to call them
 * @param where name of their organization
 */
export const problemAction = (code: ProblemCode, who: string, where: string): string => byProblem[code](who, where);

/** True for a wait that has words of its own; the others are problems as well, and are named like them. */
export const isWait = (cause: string): cause is keyof typeof byWait => Object.hasOwn(byWait, cause);

/** What to do while this is waited for. */
export const waitAction = (reason: keyof typeof byWait): string => byWait[reason];
