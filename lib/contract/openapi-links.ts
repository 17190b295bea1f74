import { Departure, EmptyBody, OpenLinkAnswer, OpenLinkBody, SignInBody } from './connection';
import { OpenInvitationBody, OpenLaunchBody } from './invitation';
import type { Operation } from './openapi';

const open = [400, 403, 404, 413, 415, 503] as const;

/** What is reached by a link: an invitation of support, a signed launch of FortifyData’s platform, and the approval of a colleague. */
export const linkOperations: readonly Operation[] = [
  {
    path: '/api/invite/open',
    method: 'post',
    summary: 'Exchange the token of an invitation for this browser’s cookie; 404 alike for every token that is not good',
    who: 'visitor',
    body: OpenInvitationBody,
    answer: OpenLinkAnswer,
    errors: open,
  },
  {
    path: '/api/invite/sign-in',
    method: 'post',
    summary: 'Use the invitation for this browser and begin a sign-in; 401 when it is over or another browser’s',
    who: 'invited',
    body: EmptyBody,
    answer: Departure,
    errors: [400, 401, 403, 413, 415, 503],
  },
  {
    path: '/api/launch/open',
    method: 'post',
    summary: 'Use up a signed launch of FortifyData’s platform; 404 alike for every one that is not good, and where launches are off',
    who: 'visitor',
    body: OpenLaunchBody,
    answer: OpenLinkAnswer,
    errors: open,
  },
  {
    path: '/api/approve/open',
    method: 'post',
    summary: 'Exchange the token of a link for this browser’s cookie; 404 alike for every token that is not good',
    who: 'visitor',
    body: OpenLinkBody,
    answer: OpenLinkAnswer,
    errors: [400, 403, 404, 413, 415, 503],
  },
  {
    path: '/api/approve/sign-in',
    method: 'post',
    summary: 'Begin the sign-in of a colleague; answers with Microsoft’s address',
    who: 'approver',
    body: SignInBody,
    answer: Departure,
    errors: [400, 401, 403, 413, 415],
  },
  {
    path: '/api/approve/consent',
    method: 'post',
    summary: 'A colleague leaves for Microsoft’s consent page',
    who: 'approver',
    body: EmptyBody,
    answer: Departure,
    errors: [400, 401, 403, 409, 413, 415, 503],
  },
];
