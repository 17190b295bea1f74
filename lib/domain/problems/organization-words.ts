import { apiName, manifest } from '../permissions';
import type { ProblemCode } from './problem-code';
import { accountName, named, organizationName, organizationState, type ProblemFacts } from './problem-facts';
import { actions, type ProblemAction, type ProblemWords, policyStops, roleNeeded, stopped, waiting } from './problem-words';

const appName = 'Microsoft Defender Integration for FortifyData';

export const organizationWords = {
  'role-missing-create': {
    badge: roleNeeded,
    title: 'The role to create apps is missing',
    happened: (facts) => `Microsoft did not let ${accountName(facts)} make this change in ${organizationName(facts)}.`,
    who: (facts) =>
      `A Global Administrator of ${organizationName(facts)} can do all steps. A Cloud Application Administrator or Application Administrator can create the app.`,
    next: 'Sign in with an account that has one of these roles. Finished steps are kept.',
    action: actions.signIn,
  },
  'resource-missing': {
    badge: { tone: 'warn', text: 'Limited connection possible' },
    title: (facts) => `Microsoft Defender is not active in ${organizationName(facts)}`,
    happened: whatIsMissing,
    who: (facts) => `Whoever buys licenses for ${organizationName(facts)}, if Defender is wanted. You, if less is enough for now.`,
    next: 'Connect what is there, or come back when Defender is set up.',
    action: connectTheRest,
  },
  'resource-gone': {
    badge: stopped,
    title: 'One of Microsoft’s services is not found',
    happened: (facts) =>
      `Microsoft answers that a service whose data the app may read has no entry in ${organizationName(facts)}. It was removed, or its copy has not arrived yet.`,
    who: 'You, with another try. Whoever buys licenses, if the service is not there.',
    next: 'Try again. We look for the entry, add it where it can be added, and say what is left out otherwise.',
    action: actions.retry,
  },
  'application-gone': {
    badge: stopped,
    title: 'Microsoft does not show the app',
    happened: (facts) =>
      `Microsoft answers that the app is not in ${organizationName(facts)}. It was deleted, or its copy has not arrived yet.`,
    state: 'As far as Microsoft shows, the app is not there. An app that is not there can read nothing.',
    who: 'You. If somebody deleted the app, ask why before you go on.',
    next: 'Try again. We look for the app and create it where it is missing.',
    action: actions.retry,
  },
  'application-unseen': {
    badge: waiting,
    title: 'Microsoft’s page does not find the app',
    happened:
      'On the approval page Microsoft did not know the app. It is too new for that page, it was deleted, or another organization was signed in.',
    who: 'Often only time, a few minutes after the app was made. Otherwise you.',
    next: 'Try again. We look whether the app is there, create it where it is missing, and then lead you to the approval.',
    action: actions.retry,
  },
  'application-outdated': {
    badge: stopped,
    title: 'The app does not fit your organization any more',
    happened: 'Microsoft’s page found that the app asks for something your organization does not offer, or that somebody changed the app.',
    who: 'This portal, which compares the app with your organization. FortifyData support, if it stays.',
    next: 'Try again. We compare the app with your organization, bring it up to date, and then lead you to the approval.',
    action: actions.retry,
  },
  'application-policy': {
    badge: policyStops,
    title: 'A policy does not allow this form of app',
    happened: (facts) => `A policy of ${organizationName(facts)} on apps refused how the app is to look. The details name the rule.`,
    who: 'Whoever manages app policies in your organization, together with FortifyData support.',
    next: `Ask for an exception for the app “${appName}”, then try again.`,
    action: actions.retry,
  },
  'principal-gone': {
    badge: stopped,
    title: 'The app’s entry under Enterprise applications is missing',
    happened: (facts) =>
      `The app is registered in ${organizationName(facts)}, and Microsoft does not find its service principal. It was deleted, or its copy has not arrived yet.`,
    state: 'The app is there without its service principal. It can read nothing.',
    who: 'You. If somebody deleted the entry, ask why before you go on.',
    next: 'Try again. We add the entry where it is missing, and you approve once more.',
    action: actions.retry,
  },
  'principal-disabled': {
    badge: stopped,
    title: 'The app is switched off',
    happened: (facts) => `In ${organizationName(facts)}, sign-in for the app “${appName}” is disabled.`,
    state: 'The app is there and switched off. It can read nothing.',
    who: 'An administrator who manages enterprise applications in your organization.',
    next: 'Open the app under Enterprise applications in Microsoft Entra, enable its sign-in, then try again.',
    action: actions.retry,
  },
  'application-conflict': {
    badge: stopped,
    title: 'Another object has the same name or id',
    happened: (facts) => `Microsoft reports an object in ${organizationName(facts)} that is in conflict with the one we were to create.`,
    state: (facts) => `${organizationState(facts)} The other object was not touched.`,
    who: 'Often only time: Microsoft may still be clearing up an earlier try. FortifyData support, if it stays.',
    next: 'Try again in 15 minutes. If this page returns, send the details to FortifyData support.',
    action: actions.retry,
  },
  'quota-exceeded': {
    badge: stopped,
    title: 'The limit for new objects is reached',
    happened: (facts) =>
      `Microsoft counts the objects that an account and ${organizationName(facts)} may own, deleted ones included, and allows no more.`,
    who: 'You, by making room. Or an administrator account that has not reached its limit.',
    next: 'Delete apps that nobody needs, also under Deleted applications, then try again.',
    action: actions.retry,
  },
  'service-reference-required': {
    badge: policyStops,
    title: 'New apps need a service reference here',
    happened: (facts) =>
      `A policy of ${organizationName(facts)} wants a service reference on each new app: the number or name under which your service management knows it.`,
    who: 'You, if you know the reference. Otherwise whoever manages services or app policies in your organization.',
    next: 'Enter the reference that your organization uses for this app. We write it into the app and go on.',
    action: actions.serviceReference,
  },
} as const satisfies Partial<Record<ProblemCode, ProblemWords>>;

function whatIsMissing(facts: ProblemFacts): string {
  const apis = named(facts.detail) || 'at least one of the Defender services';
  const count = rowsWithout(facts);
  const rows = count > 0 ? ` ${count} of the ${manifest.rows.length} permissions belong to it.` : '';
  return `Microsoft does not offer ${apis} in ${organizationName(facts)}, most often because there is no license for it.${rows}`;
}

function connectTheRest(facts: ProblemFacts): ProblemAction {
  const count = rowsWithout(facts);
  const label = count > 0 ? `Connect with ${manifest.rows.length - count} permissions` : 'Connect what is there';
  return { kind: 'leave-out', label };
}

/** Rows of the APIs named in the facts; an API may be given by its full or its short name. */
function rowsWithout({ detail = [] }: ProblemFacts): number {
  return manifest.rows.filter((row) => detail.includes(row.api) || detail.includes(apiName(row.resourceAppId))).length;
}
