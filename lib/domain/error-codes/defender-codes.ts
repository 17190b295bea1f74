import { type ErrorCodeText, next, sameMeaning, who } from './error-code';

const family = 'defender';

/** Codes of Defender for Endpoint and Defender XDR. */
export const defenderCodes: readonly ErrorCodeText[] = [
  ...sameMeaning(['InvalidRequestBody', 'MissingRequiredParameter', 'ODataError', 'InvalidInput'], {
    family,
    title: 'Defender did not understand the request',
    happened:
      'A field of the request was missing, misspelled or of the wrong form. Or a hunting query returned more than Defender gives at once.',
    whoCanFix: who.portal,
    next: next.send,
    retry: 'none',
    problem: 'internal',
  }),
  ...sameMeaning(['Unauthorized'], {
    family,
    title: 'Defender does not accept the token',
    happened: 'The token is missing, has expired, or was made for another service or cloud.',
    whoCanFix: 'You, with another try, for which the portal gets a new token. FortifyData support, if it stays.',
    next: 'Try again in the portal.',
    retry: 'person',
    problem: 'proof-failed',
  }),
  ...sameMeaning(['Forbidden'], {
    family,
    title: 'The permission is not in the token',
    happened: 'The token is valid, and the permission for this data is not in it. On Graph, a missing Defender license can look the same.',
    whoCanFix: 'An administrator who approves the permissions.',
    next: 'Open the result page and look whether the permission is granted.',
    retry: 'none',
    problem: 'proof-failed',
  }),
  ...sameMeaning(['DisabledFeature'], {
    family,
    title: 'The Defender plan does not include this',
    happened: 'The feature or the product is not switched on in this organization.',
    whoCanFix: 'Whoever buys licenses or sets up Defender.',
    next: 'Leave it as it is, or ask them to switch it on. The connection works without it.',
    retry: 'none',
  }),
  ...sameMeaning(['DisallowedOperation'], {
    family,
    title: 'Defender does not allow this operation',
    happened: 'Defender knows the request and refuses it in this organization.',
    whoCanFix: 'FortifyData support, with the tracking ID that Defender gave.',
    next: next.send,
    retry: 'none',
    problem: 'proof-failed',
  }),
  ...sameMeaning(['NotFound', 'ResourceNotFound'], {
    family,
    title: 'There is nothing to read yet',
    happened: 'Defender answers in this way when there are no such devices or records. The connection works.',
    whoCanFix: 'Nobody needs to. Devices appear once they report to Defender.',
    next: 'Leave it as it is.',
    retry: 'none',
  }),
  ...sameMeaning(['InternalServerError'], {
    family,
    title: 'Defender is out of order for a moment',
    happened: 'Microsoft’s service did not work at that moment.',
    whoCanFix: who.microsoft,
    next: next.wait,
    retry: 'auto',
    problem: 'microsoft-unavailable',
  }),
];
