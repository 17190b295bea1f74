import { type ErrorCodeText, next, sameMeaning, who } from './error-code';

const family = 'graph';

/** Codes with which Graph says not there, not now, or already done. */
export const graphStateCodes: readonly ErrorCodeText[] = [
  ...sameMeaning(['Request_ResourceNotFound'], {
    family,
    title: 'Microsoft does not show the object',
    happened: 'It was deleted, or made so recently that its copy has not arrived everywhere.',
    whoCanFix: 'Only time, for about two minutes after it was made. Then you.',
    next: 'Wait two minutes. If it stays, try again in the portal.',
    retry: 'auto',
    problem: 'application-gone',
  }),
  ...sameMeaning(['Directory_ConcurrencyViolation'], {
    family,
    title: 'Two changes met on one object',
    happened: 'Microsoft was still busy with another change of the same object.',
    whoCanFix: who.nobody,
    next: next.us,
    retry: 'auto',
  }),
  ...sameMeaning(['Request_MultipleObjectsWithSameKeyValue', 'ObjectConflict'], {
    family,
    title: 'An object with this name or id exists already',
    happened: 'The organization has an object in conflict with the new one, perhaps from an earlier try.',
    whoCanFix: 'This portal, which reads the existing one. FortifyData support, if it stays.',
    next: 'Try again in 15 minutes. If it stays, send the code to FortifyData support.',
    retry: 'none',
    problem: 'application-conflict',
  }),
  ...sameMeaning(['TooManyRequests', 'activityLimitReached', 'Request_ThrottledTemporarily'], {
    family,
    title: 'Microsoft asks us to slow down',
    happened: 'There were more requests than Microsoft takes in a time. It says how long to wait, and we do.',
    whoCanFix: who.nobody,
    next: next.us,
    retry: 'auto',
    problem: 'throttled',
  }),
  ...sameMeaning(['serviceNotAvailable', 'generalException', 'Service_InternalServerError'], {
    family,
    title: 'Microsoft Graph is out of order for a moment',
    happened: 'Microsoft’s service did not work at that moment. Progress is kept.',
    whoCanFix: who.microsoft,
    next: next.wait,
    retry: 'auto',
    problem: 'microsoft-unavailable',
  }),
];
