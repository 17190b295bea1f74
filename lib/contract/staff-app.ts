/** What the browser needs to sign in staff: made by the server, because the addresses depend on the configured cloud. Nothing in it is secret. */
export interface StaffApp {
  readonly clientId: string;
  /** Authority of the one staff tenant, as MSAL is given it. */
  readonly authority: string;
  /** Its host, so that MSAL asks nobody whether to trust it. */
  readonly authorityHost: string;
  /** The authority's OpenID configuration as JSON, so that no discovery request leaves the browser. */
  readonly authorityMetadata: string;
  readonly redirectUri: string;
  /** The portal's own API on behalf of the person. */
  readonly scope: string;
}
