import type { ProblemCode } from './problem-code';
import { appWithGrants, isByCertificate, named, organizationName, organizationState, type ProblemFacts } from './problem-facts';
import { actions, type ProblemWords, policyStops, stopped, waiting } from './problem-words';

const appName = 'Microsoft Defender Integration for FortifyData';
const policyPeople = 'Whoever manages app policies in your organization, for example a Security Administrator.';

const wayOn = ({ certificateOffered }: ProblemFacts): string =>
  certificateOffered
    ? 'Choose one of the two ways below: a certificate instead of a key, or an exemption.'
    : `Ask for an exemption for the app “${appName}”, then try again.`;

function livesRefused({ refusedLives }: ProblemFacts): string {
  if (!refusedLives) return 'Microsoft refused each life we asked for.';
  const { longest, shortest } = refusedLives;
  if (longest === shortest) return `Microsoft refused a key of ${shortest} days, the shortest life that we ask for.`;
  return `Microsoft refused each life we asked for, from ${longest} days down to ${shortest}.`;
}

/** A key of which no answer came, beside one that is made and encrypted or without one. */
const keyInDoubt = (facts: ProblemFacts): string =>
  facts.changed === 'key'
    ? `${organizationState(facts)} There may be another key, whose value nobody holds.`
    : `${appWithGrants(facts)} There may be a key whose value nobody holds.`;

/** What is true of a key, or of a certificate in its place. */
const either = (key: string, certificate: string) => (facts: ProblemFacts) => (isByCertificate(facts) ? certificate : key);

export const keyWords = {
  'secret-policy-lifetime': {
    badge: policyStops,
    title: 'Keys may be valid for some days only here',
    happened: (facts) => `A policy of ${organizationName(facts)} limits how long a key may be valid. ${livesRefused(facts)}`,
    who: policyPeople,
    next: wayOn,
    action: actions.retry,
  },
  'secret-policy-banned': {
    badge: policyStops,
    title: 'Client secrets are not allowed here',
    happened: (facts) => `A policy of ${organizationName(facts)} forbids client secrets on apps, and Microsoft refused the key.`,
    who: (facts) => (facts.certificateOffered ? `You, with a certificate. ${policyPeople}` : policyPeople),
    next: wayOn,
    action: actions.retry,
  },
  'secret-unknown': {
    badge: waiting,
    title: 'It is not certain whether a key was made',
    happened:
      'When a key was to be made, Microsoft’s answer did not reach us, and Microsoft’s list of keys does not tell for certain what became of it.',
    state: keyInDoubt,
    who: 'You, with another try.',
    next: 'Try again. We look for that key, remove it where it is there, and go on.',
    action: actions.retry,
  },
  'proof-failed': {
    badge: stopped,
    title: 'The app cannot read everything yet',
    happened: (facts) => {
      const names = named(facts.detail);
      return `With ${isByCertificate(facts) ? 'the certificate' : 'the new key'}, Microsoft gave less than what was approved${names ? `: ${names}` : ''}.`;
    },
    who: 'Often only time: Microsoft needs minutes to spread an approval. FortifyData support, if it stays.',
    next: either(
      'Try again in some minutes. We replace the key and ask Microsoft anew.',
      'Try again in some minutes. The certificate stays where it is, and we ask Microsoft anew.',
    ),
    action: actions.retry,
  },
  'workload-blocked': {
    badge: policyStops,
    title: 'An access policy stops the app',
    happened: (facts) =>
      `${isByCertificate(facts) ? 'The certificate was added' : 'The key was made'}, and a Conditional Access policy of ${organizationName(facts)} for apps did not let the app sign in with it.`,
    who: 'Whoever manages access policies in your organization. The sign-in log of service principals in Microsoft Entra names the policy.',
    next: `Ask for an exception for the app “${appName}”, then try again. No other key or certificate helps before that.`,
    action: actions.retry,
  },
  'proof-secret-refused': {
    badge: stopped,
    title: either('Microsoft does not accept the new key', 'Microsoft does not let the app sign in yet'),
    happened: either(
      'Microsoft made the key, and then refused it each time we tried it. It was never used for anything else.',
      'The certificate was added, and Microsoft refused each sign-in of the app with it.',
    ),
    who: 'You, with another try. FortifyData support, if it stays.',
    next: either(
      'Try again. We remove this key and make a new one.',
      'Try again in some minutes. The certificate stays where it is, and we try it anew.',
    ),
    action: actions.retry,
  },
  'proof-unanswered': {
    badge: waiting,
    title: 'Microsoft has not answered every check',
    happened: (facts) =>
      `${isByCertificate(facts) ? 'The certificate was added' : 'The key was made'}. When it was tried out, Microsoft did not answer each time we asked. The details name the API.`,
    who: 'Microsoft. Nothing is wrong with your account or with the approval.',
    next: either(
      'Try again in some minutes. We remove this key, make a new one, and ask once more.',
      'Try again in some minutes. The certificate stays where it is, and we ask once more.',
    ),
    action: actions.retry,
  },
  'proof-interrupted': {
    badge: waiting,
    title: either('The check of the key was interrupted', 'The check of the certificate was interrupted'),
    happened: either(
      'The check ended before it reported. The key cannot be checked again, because nobody on our side keeps its value.',
      'The check ended before it reported, several times in a row.',
    ),
    who: 'You, with another try.',
    next: either(
      'Try again. We remove this key and make a new one.',
      'Try again. The certificate stays where it is, and we check it anew.',
    ),
    action: actions.retry,
  },
  'delivery-delayed': {
    badge: waiting,
    title: either('The key has not reached FortifyData yet', 'FortifyData’s store does not know of the app yet'),
    happened: either(
      'The key is encrypted and kept, and FortifyData’s store did not take it. We try again by ourselves.',
      'FortifyData’s certificate is on the app, and FortifyData’s store did not take the record that says so. We try again by ourselves.',
    ),
    who: 'FortifyData, who must mend their store. Nothing is needed from your organization.',
    next: 'Wait, or close this page. As soon as the store takes it, the connection goes on by itself. Signing in again shows how far it is.',
    action: actions.retry,
  },
} as const satisfies Partial<Record<ProblemCode, ProblemWords>>;
