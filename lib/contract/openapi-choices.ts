import { CertificateBody } from './choices';
import { ConnectionView } from './connection';
import type { Operation } from './openapi';

/** The choice between a client secret and FortifyData's certificate. */
export const certificateChoice: Operation = {
  path: '/api/connections/{id}/certificate',
  method: 'post',
  summary: 'Choose FortifyData’s certificate instead of a client secret, or a secret again',
  who: 'admin',
  body: CertificateBody,
  answer: ConnectionView,
  errors: [401, 403, 404, 400, 409, 413, 415, 503],
};
