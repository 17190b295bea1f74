import { type ErrorCodeText, entra, next, sameMeaning, who } from './error-code';

const family = 'token';

/** Codes of the tokens that the new app asks for with its key. */
export const tokenCodes: readonly ErrorCodeText[] = [
  ...sameMeaning(entra(700016, 700011), {
    family,
    title: 'The app is not found in this organization',
    happened: 'The app was made moments ago, was deleted, or another organization was asked.',
    whoCanFix: 'Only time, for about two minutes after the app was made. Then you.',
    next: 'Wait two minutes. If it stays, return to the portal and look whether the app was deleted.',
    retry: 'auto',
    problem: 'application-gone',
  }),
  ...sameMeaning(entra(7000229), {
    family,
    title: 'The app has no service principal here',
    happened: 'The app exists, and its entry under Enterprise applications does not.',
    whoCanFix: 'This portal, which creates the entry.',
    next: 'Return to the portal and try again.',
    retry: 'auto',
    problem: 'principal-gone',
  }),
  ...sameMeaning(entra(7000215, 70002), {
    family,
    title: 'Microsoft does not accept the key',
    happened: 'The key is wrong, or it was made moments ago and Microsoft does not know it everywhere yet.',
    whoCanFix: 'Only time, for about two minutes. Then you, by letting the portal make a new key.',
    next: 'Wait two minutes. If it stays, try again in the portal.',
    retry: 'auto',
    problem: 'proof-secret-refused',
  }),
  ...sameMeaning(entra(700027), {
    family,
    title: 'Microsoft does not accept the certificate',
    happened: 'The certificate is not on the app, was added moments ago, has expired, or signed something for another app.',
    whoCanFix: 'Only time, for about two minutes after it was added. Then FortifyData support.',
    next: 'Wait two minutes, then try again in the portal. It looks for the certificate and adds it where it is missing.',
    retry: 'auto',
    problem: 'certificate-not-accepted',
  }),
  ...sameMeaning(entra(7000222), {
    family,
    title: 'The key has expired',
    happened: 'The key is past its last day. For a key that was just made, Microsoft sometimes says so by mistake.',
    whoCanFix: 'You, by letting the portal make a new key.',
    next: 'Wait two minutes with a new key. Otherwise connect again to make a new one.',
    retry: 'auto',
    problem: 'proof-secret-refused',
  }),
  ...sameMeaning(entra(7000218, 900144, 70011, 700022), {
    family,
    title: 'The request for a token was not complete',
    happened: 'The request lacked a field, or asked for a scope in a form that Microsoft does not take.',
    whoCanFix: who.portal,
    next: next.send,
    retry: 'none',
    problem: 'internal',
  }),
  ...sameMeaning(entra(500011), {
    family,
    title: 'The organization does not have this service',
    happened: 'A token was asked for a service that has no entry in the organization, most often because there is no license for it.',
    whoCanFix: 'Whoever buys licenses, if the service is wanted.',
    next: 'Return to the portal and try again. It adds what can be added and offers to connect what is there.',
    retry: 'auto',
    problem: 'resource-gone',
  }),
  ...sameMeaning([...entra(90055, 90033), 'temporarily_unavailable'], {
    family,
    title: 'Microsoft is busy',
    happened: 'Microsoft’s sign-in service is out of order for a moment or takes no more requests.',
    whoCanFix: who.microsoft,
    next: next.wait,
    retry: 'auto',
    problem: 'microsoft-unavailable',
  }),
];
