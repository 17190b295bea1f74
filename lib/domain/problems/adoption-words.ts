import type { ProblemCode } from './problem-code';
import { organizationName, organizationState, type ProblemFacts } from './problem-facts';
import { decide, type ProblemAction, type ProblemWords, stopped, waiting } from './problem-words';

/** The choice is made anew on a fresh look. */
const chooseAgain: ProblemAction = { kind: 'retry', label: 'Look again' };

export const adoptionWords = {
  'adoption-gone': {
    badge: decide,
    title: 'The app that was chosen is no longer there',
    happened: (facts) => `When we were to repair it, Microsoft answered that the app is not in ${organizationName(facts)} any more.`,
    state: (facts) => `${untouched(facts)} An app that is not there can read nothing.`,
    who: 'You. If a colleague deleted the app, ask why before you go on.',
    next: 'Look again. You then choose between what is there and a new app.',
    action: chooseAgain,
  },
  'adoption-changed': {
    badge: decide,
    title: 'The app has changed since it was chosen',
    happened:
      'Before we touched the app we read it once more. It has a key, or another way to sign in, that was not there when you chose it, or somebody switched it off.',
    state: untouched,
    who: 'You. Ask who works on the app before you go on.',
    next: 'Look again. The page then shows the app as it is, and you choose anew.',
    action: chooseAgain,
  },
  'adoption-refused': {
    badge: stopped,
    title: 'Microsoft does not let this app be changed that far',
    happened: 'Microsoft refused the update that repairs the app, for example because of who may use it today. The details name its code.',
    state: untouched,
    who: 'You, by leaving the app as it is and making a new one. FortifyData support, if the new one is refused too.',
    next: 'Look again, and choose to make a new one.',
    action: chooseAgain,
  },
  'old-key-stays': {
    badge: waiting,
    title: 'Microsoft still lists a key that was removed',
    happened:
      'The new key works, and the keys that the app had before were removed. For a quarter of an hour Microsoft has listed one of them all the same, or has not shown the new one.',
    who: 'Often only time: Microsoft copies its lists. If software of your organization puts the key back, stop that first.',
    next: 'Try again. We look anew, and remove what is still there.',
    action: { kind: 'retry', label: 'Try again' },
  },
  'name-held-by-deleted': {
    badge: stopped,
    title: 'A deleted app still holds our name',
    happened: (facts) =>
      `An earlier app of ours was deleted in ${organizationName(facts)}, and Microsoft does not give its unique name to a new one yet. The details name it.`,
    state: (facts) =>
      `${organizationState(facts)} The deleted app can read nothing. Until it is gone for good, it counts for the limit of objects.`,
    who: 'An administrator who manages app registrations in your organization.',
    next: 'Delete it permanently under App registrations, Deleted applications. Then try again: we make a new one. Restoring it is not needed, and Microsoft does not promise that its approvals and keys come back.',
    action: { kind: 'retry', label: 'Try again' },
  },
} as const satisfies Partial<Record<ProblemCode, ProblemWords>>;

function untouched(facts: ProblemFacts): string {
  return facts.changed === 'nothing'
    ? `We have changed nothing in ${organizationName(facts)}. The app and its keys are as they were.`
    : `${organizationState(facts)} The keys that the app had before are as they were.`;
}
