import type { ProblemCode } from './problem-code';
import { appWithGrants, organizationName } from './problem-facts';
import { actions, type ProblemWords, policyStops, stopped, waiting } from './problem-words';

const policyPeople = 'Whoever manages app policies in your organization, for example a Security Administrator.';
const nothingSecret = 'There is no client secret.';

export const certificateWords = {
  'certificate-policy-lifetime': {
    badge: policyStops,
    title: 'The certificate is valid for longer than a policy allows',
    happened: (facts) =>
      `A policy of ${organizationName(facts)} limits how long a certificate on an app may be valid, and Microsoft refused FortifyData’s.`,
    state: (facts) => `${appWithGrants(facts)} ${nothingSecret} No certificate was added, so it can read nothing.`,
    who: policyPeople,
    next: 'Ask for an exemption with the text below, then try again.',
    action: actions.retry,
  },
  'certificate-policy-authority': {
    badge: policyStops,
    title: 'A policy does not take this certificate',
    happened: (facts) =>
      `A policy of ${organizationName(facts)} restricts which certificates an app may carry, for example to those of its own authorities, and Microsoft refused FortifyData’s.`,
    state: (facts) => `${appWithGrants(facts)} ${nothingSecret} No certificate was added, so it can read nothing.`,
    who: policyPeople,
    next: 'Ask for an exemption with the text below, then try again.',
    action: actions.retry,
  },
  'certificate-signer-unavailable': {
    badge: waiting,
    title: 'FortifyData has not signed for the app yet',
    happened:
      'The certificate is on the app. To try it out, FortifyData has to sign with its private key, and its signing service did not do so.',
    state: (facts) => `${appWithGrants(facts)} It carries FortifyData’s certificate. ${nothingSecret}`,
    who: 'FortifyData. Nothing is needed from your organization.',
    next: 'Try again in some minutes. The certificate stays where it is.',
    action: actions.retry,
  },
  'certificate-signer-mismatch': {
    badge: stopped,
    title: 'FortifyData’s signature was for something else',
    happened:
      'FortifyData’s signing service answered with a signature that is not for this app, this organization and this certificate. We did not use it.',
    state: (facts) => `${appWithGrants(facts)} It carries FortifyData’s certificate. ${nothingSecret}`,
    who: 'FortifyData support. Nothing is needed from your organization.',
    next: 'Ask FortifyData support, with the details below. Try again when they say so.',
    action: actions.retry,
  },
  'certificate-not-accepted': {
    badge: stopped,
    title: 'Microsoft does not accept the certificate yet',
    happened: 'The certificate was added, and Microsoft refused what FortifyData signed with it each time we tried.',
    state: (facts) => `${appWithGrants(facts)} It carries FortifyData’s certificate. ${nothingSecret}`,
    who: 'Often only time: Microsoft needs minutes to spread a certificate. FortifyData support, if it stays.',
    next: 'Try again in some minutes. The certificate stays where it is.',
    action: actions.retry,
  },
} as const satisfies Partial<Record<ProblemCode, ProblemWords>>;
