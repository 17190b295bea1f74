/**
 * How a request to Microsoft failed. `lost` means that the request may have had its effect: no answer came after it was sent, or
 * the answer could not be read. Every other kind is Microsoft's own, complete answer.
 */
export type MicrosoftErrorKind =
  | 'unauthenticated'
  | 'claims-challenge'
  | 'denied'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'throttled'
  | 'unavailable'
  | 'lost'
  | 'unreachable'
  | 'unreadable';

export interface MicrosoftErrorFacts {
  readonly kind: MicrosoftErrorKind;
  readonly purpose: string;
  readonly status: number | null;
  /** The most specific error code known (innermost), e.g. `CredentialInvalidLifetimeAsPerAppPolicy` or `AADSTS7000215`. */
  readonly code: string | null;
  /** Graph's own code where `code` is our name for the refusal: what is shown to people, and what Microsoft's support knows. */
  readonly graphCode?: string | null | undefined;
  /**
   * Microsoft's sentence: for branching on documented texts in lib/microsoft alone; never shown, never logged. For a
   * `claims-challenge` the claims Microsoft demands (JSON).
   */
  readonly detail: string | null;
  readonly requestId: string | null;
  readonly clientRequestId: string | null;
  /** Microsoft's `Retry-After` in seconds (both forms of RFC 9110 section 10.2.3), when given. */
  readonly retryAfterSeconds: number | null;
  /** OAuth's `error` (RFC 6749 section 5.2) when the sign-in service refused; Microsoft asks clients to branch on it. */
  readonly oauthError?: string | null;
}

/** Thrown by every adapter in lib/microsoft. Its message names purpose, status and code only. */
export class MicrosoftError extends Error {
  readonly facts: MicrosoftErrorFacts;

  constructor(facts: MicrosoftErrorFacts, options?: { cause?: unknown }) {
    super(
      `${facts.purpose}: ${facts.kind}${facts.status === null ? '' : ` (${facts.status}${facts.code ? ` ${facts.code}` : ''})`}`,
      options,
    );
    this.name = 'MicrosoftError';
    this.facts = facts;
  }
}
