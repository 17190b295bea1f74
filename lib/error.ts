/** Every way in which the portal itself says no. Microsoft's own codes never appear here: they are evidence, kept in `context`. */
export type PortalErrorCode =
  | 'configuration'
  | 'not-found'
  | 'forbidden'
  | 'unauthenticated'
  | 'bad-request'
  | 'too-large'
  | 'method-not-allowed'
  | 'unsupported-media-type'
  | 'busy'
  | 'stale'
  | 'unavailable'
  | 'internal';

export type ErrorContext = Readonly<Record<string, string | number | boolean | null>>;

const statuses: Readonly<Record<PortalErrorCode, number>> = {
  configuration: 500,
  'not-found': 404,
  forbidden: 403,
  unauthenticated: 401,
  'bad-request': 400,
  'too-large': 413,
  'method-not-allowed': 405,
  'unsupported-media-type': 415,
  busy: 409,
  stale: 409,
  unavailable: 503,
  internal: 500,
};

/**
 * An unexpected end, thrown and caught once (in the route factory or the sweep). `message` is for the log, never for a browser:
 * people read the texts in the domain. Expected ends are values and are not thrown.
 */
export class PortalError extends Error {
  readonly code: PortalErrorCode;
  readonly context: ErrorContext;

  constructor(code: PortalErrorCode, message: string, details: { context?: ErrorContext; cause?: unknown } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'PortalError';
    this.code = code;
    this.context = details.context ?? {};
  }
}

/** The HTTP status (RFC 9110) that answers an error of this code. */
export const httpStatus = (code: PortalErrorCode): number => statuses[code];
