import { type ErrorCodeText, sameMeaning, who } from './error-code';

const family = 'graph';

/** Codes with which Graph says no: policies, roles, limits, faulty requests. */
export const graphCodes: readonly ErrorCodeText[] = [
  ...sameMeaning(['CredentialTypeNotAllowedAsPerAppPolicy'], {
    family,
    title: 'The organization does not allow client secrets',
    happened: 'An app management policy of the organization forbids this kind of key.',
    whoCanFix:
      'You, where the portal offers FortifyData’s certificate. Whoever manages app policies, for example a Security Administrator.',
    next: 'Return to the portal: connect with a certificate, or ask for an exemption with the text it gives you.',
    retry: 'none',
    problem: 'secret-policy-banned',
  }),
  ...sameMeaning(['CredentialInvalidLifetimeAsPerAppPolicy'], {
    family,
    title: 'The organization limits how long a key is valid',
    happened:
      'An app management policy of the organization allows a shorter life than was asked for. For a client secret the portal asks for less by itself, down to 7 days.',
    whoCanFix:
      'This portal, as long as a week or more is allowed. Then whoever manages app policies, for example a Security Administrator.',
    next: 'Return to the portal. Where it has stopped, ask for an exemption with the text it gives you.',
    retry: 'auto',
    problem: 'secret-policy-lifetime',
  }),
  ...sameMeaning(['SignInAudienceNotAllowedAsPerAppPolicy', 'InvalidUniqueTenantIdentifierAsPerAppPolicy'], {
    family,
    title: 'A policy does not allow this form of app',
    happened: 'An app management policy of the organization does not allow the audience or the identifier of the app.',
    whoCanFix: 'Whoever manages app policies, together with FortifyData support.',
    next: 'Ask for an exception for the FortifyData app, then try again.',
    retry: 'none',
    problem: 'application-policy',
  }),
  ...sameMeaning(['Request_BadRequest'], {
    family,
    title: 'Microsoft did not take the request',
    happened:
      'The request did not fit a rule. Two known causes: the organization wants a service reference on new apps, or the app is too new for its next part.',
    whoCanFix:
      'Only time, when the app is new. You, by entering it in the portal, when a service reference is wanted. Otherwise FortifyData support.',
    next: 'Wait a minute and try again. If it stays, send the code to FortifyData support.',
    retry: 'person',
  }),
  ...sameMeaning(['InvalidAuthenticationToken'], {
    family,
    title: 'The sign-in is no longer accepted',
    happened: 'The token has expired, or was made for another service or cloud.',
    whoCanFix: who.you,
    next: 'Sign in again. Finished steps are kept.',
    retry: 'person',
    problem: 'session-expired',
  }),
  ...sameMeaning(['Authorization_RequestDenied'], {
    family,
    title: 'The account’s role does not allow this',
    happened:
      'Microsoft did not let the account make the change: a role is missing, or the organization does not let its users register apps. Within a minute after a new app was made it can also be a delay.',
    whoCanFix:
      'An Application Administrator or Cloud Application Administrator for the app. A Privileged Role Administrator for the approval.',
    next: 'Sign in with an account that has the role.',
    retry: 'none',
    problem: 'role-missing-create',
  }),
  ...sameMeaning(['Directory_QuotaExceeded'], {
    family,
    title: 'The limit for objects is reached',
    happened:
      'An account without an administrator role may own 250 objects, an app 100 owners, an organization a number of objects. Deleted ones count.',
    whoCanFix: 'You, by making room. Or an administrator account.',
    next: 'Delete apps that nobody needs, also under Deleted applications, then try again.',
    retry: 'none',
    problem: 'quota-exceeded',
  }),
  ...sameMeaning(['AccessDenied'], {
    family,
    title: 'Graph does not give this security data',
    happened: 'The permission is missing, or it is there and Defender is not licensed or not set up.',
    whoCanFix: 'Whoever approves permissions, or whoever buys licenses. The result page tells the two apart.',
    next: 'Open the result page and look at the row of this permission.',
    retry: 'none',
    problem: 'proof-failed',
  }),
];
