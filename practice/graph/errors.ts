import type { Cloud } from '../cloud';
import { newId } from '../ids';
import type { JsonObject } from '../json';
import type { GraphFailure } from './call';

/** The ids under which one answer can be traced. */
export interface Tracing {
  readonly requestId: string;
  readonly clientRequestId: string;
}

/** Tracing ids for a request; the client's own id is echoed. */
export function tracingFor(clientRequestId: string | null): Tracing {
  const requestId = newId();
  return { requestId, clientRequestId: clientRequestId ?? requestId };
}

/** Graph's error body (Microsoft Graph error responses and resource types). */
export function errorBody(cloud: Cloud, failure: GraphFailure, tracing: Tracing): JsonObject {
  const inner = failure.innerCode === null ? {} : { code: failure.innerCode };
  const innerError = {
    ...inner,
    date: cloud.clock.stamp().replace('Z', ''),
    'request-id': tracing.requestId,
    'client-request-id': tracing.clientRequestId,
  };
  return { error: { code: failure.code, message: failure.message, innerError } };
}
