import type { Cloud } from '../cloud';
import { type Exchange, header } from '../http';
import { isGuid, newId } from '../ids';

/** OAuth error names of the AADSTS numbers that the practice Entra knows (Microsoft Entra error codes reference). */
const oauthErrors: Readonly<Record<number, string>> = {
  16000: 'interaction_required',
  50011: 'invalid_request',
  50020: 'invalid_request',
  50034: 'invalid_request',
  50057: 'invalid_grant',
  50058: 'login_required',
  50059: 'invalid_request',
  50105: 'access_denied',
  50194: 'invalid_request',
  53003: 'invalid_grant',
  54005: 'invalid_grant',
  65001: 'interaction_required',
  65004: 'access_denied',
  70000: 'invalid_grant',
  70003: 'unsupported_grant_type',
  70008: 'invalid_grant',
  70011: 'invalid_scope',
  90002: 'invalid_request',
  90013: 'invalid_request',
  90014: 'invalid_request',
  90094: 'access_denied',
  500011: 'invalid_resource',
  500113: 'invalid_request',
  500200: 'invalid_request',
  501481: 'invalid_grant',
  501491: 'invalid_grant',
  650051: 'invalid_client',
  650052: 'invalid_client',
  650053: 'invalid_client',
  700005: 'invalid_grant',
  700016: 'unauthorized_client',
  700022: 'invalid_scope',
  700027: 'invalid_client',
  900144: 'invalid_request',
  1002012: 'invalid_scope',
  7000112: 'unauthorized_client',
  7000215: 'invalid_client',
  7000218: 'invalid_client',
  7000222: 'invalid_client',
  7000229: 'invalid_client',
  9002313: 'invalid_request',
  9002325: 'invalid_request',
  9002327: 'invalid_request',
};

/** A refusal of the practice Entra; how it is shown (JSON, page or redirect) is decided where it is caught. */
export class EntraError extends Error {
  readonly number: number;
  readonly subcode: string | null;

  constructor(number: number, text: string, subcode: string | null = null) {
    super(text);
    this.number = number;
    this.subcode = subcode;
  }

  /** The OAuth error name (RFC 6749 section 5.2 and Microsoft's own additions). */
  get oauthError(): string {
    return oauthErrors[this.number] ?? 'invalid_request';
  }
}

/** A refusal that Entra shows on its own page, also where other errors are sent back to the application. */
export class EntraPageError extends EntraError {}

/** A Conditional Access policy says no; Entra tells which one in the sign-in log alone. */
export const blockedByPolicy = (): EntraError =>
  new EntraPageError(53003, 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.');

/** An Entra error with the ids and the time that support asks for. */
export interface TracedError {
  readonly error: string;
  readonly error_description: string;
  readonly error_codes: readonly number[];
  readonly timestamp: string;
  readonly trace_id: string;
  readonly correlation_id: string;
  readonly error_uri: string;
}

/** The correlation id that the caller sent, or a new one. */
export function correlationIdOf(exchange: Exchange): string {
  const sent = header(exchange.headers, 'client-request-id') ?? exchange.query.get('client-request-id');
  return sent && isGuid(sent) ? sent : newId();
}

/** Entra's full form of an error, with its trace id, correlation id and time in the text as well. */
export function traced(cloud: Cloud, exchange: Exchange, error: EntraError): TracedError {
  const iso = new Date(cloud.clock.now()).toISOString();
  const timestamp = `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`;
  const [trace_id, correlation_id] = [newId(), correlationIdOf(exchange)];
  const tracing = `Trace ID: ${trace_id} Correlation ID: ${correlation_id} Timestamp: ${timestamp}`;
  return {
    error: error.oauthError,
    error_description: `AADSTS${error.number}: ${error.message} ${tracing}`,
    error_codes: [error.number],
    timestamp,
    trace_id,
    correlation_id,
    error_uri: `${exchange.base}/error?code=${error.number}`,
  };
}
