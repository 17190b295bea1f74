import { type ErrorCodeText, entra, sameMeaning, who } from './error-code';

const family = 'consent';

/** Codes of the approval of the new app. */
export const consentCodes: readonly ErrorCodeText[] = [
  ...sameMeaning(['permission_denied', 'consent_required'], {
    family,
    title: 'The permissions were not accepted',
    happened: 'The approval on Microsoft’s page ended with no. Nothing was granted by it.',
    whoCanFix: who.you,
    next: 'Read the list again, then open Microsoft’s page once more.',
    retry: 'person',
    problem: 'consent-declined',
  }),
  ...sameMeaning(entra(90090, 90006, 90024, 90012), {
    family,
    title: 'Microsoft had a short problem with the approval',
    happened: 'Microsoft could not record the approval at that moment.',
    whoCanFix: who.microsoft,
    next: 'Wait a minute, then open Microsoft’s page again.',
    retry: 'person',
    problem: 'consent-failed',
  }),
  ...sameMeaning(entra(650052, 650054), {
    family,
    title: 'The organization does not have one of the services',
    happened: 'A permission belongs to a service that the organization has no entry for, most often because there is no license for it.',
    whoCanFix: 'Whoever buys licenses, if the service is wanted. You, by connecting without it.',
    next: 'Return to the portal and try again. It adds what can be added and offers to connect what is there.',
    retry: 'none',
    problem: 'resource-gone',
  }),
  ...sameMeaning(entra(65005, 650056, 650057), {
    family,
    title: 'The permission list does not match the organization',
    happened: 'The app asks for a permission that its registration or the organization does not know.',
    whoCanFix: 'This portal, which compares the list with your organization and writes it anew.',
    next: 'Return to the portal and try again. If it stays, send the code to FortifyData support.',
    retry: 'none',
    problem: 'application-outdated',
  }),
  ...sameMeaning(entra(650053), {
    family,
    title: 'A permission no longer exists',
    happened: 'The app asks for a permission by a name or id that its service does not have.',
    whoCanFix: 'This portal, which sets aside what Microsoft no longer offers. FortifyData, if the code stays.',
    next: 'Return to the portal and try again. If it stays, send the code to FortifyData support.',
    retry: 'none',
    problem: 'application-outdated',
  }),
  ...sameMeaning(entra(650051), {
    family,
    title: 'Microsoft is still setting up the app',
    happened: 'The app is so new, or an earlier one so freshly deleted, that Microsoft could not record the approval.',
    whoCanFix: 'Only time. After a deletion it can take 15 minutes.',
    next: 'Wait half a minute, then open Microsoft’s page again. Delete nothing.',
    retry: 'person',
    problem: 'consent-cleaning-up',
  }),
];
