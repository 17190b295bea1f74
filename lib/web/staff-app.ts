import type { StaffApp } from '../contract/staff-app';
import { cloudFor } from '../domain/clouds';
import { env } from '../env';

/** The staff's sign-in as configured, or null where the support pages are off. */
export function staffApp(): StaffApp | null {
  const { support, cloudId, practiceCloudUrl, appBaseUrl } = env();
  if (!support) return null;
  const { tenantId, clientId } = support;
  const cloud = cloudFor(cloudId, practiceCloudUrl?.origin ?? null);
  const base = `${cloud.authorityUrl}/${tenantId}`;
  const metadata = {
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    issuer: `${cloud.issuerBase}/${tenantId}/v2.0`,
  };
  return {
    clientId,
    // two path segments: with one alone MSAL replaces the first segment of each endpoint, which breaks an authority with a path
    authority: `${cloud.authority}/${tenantId}/v2.0`,
    authorityHost: new URL(cloud.authority).host,
    authorityMetadata: JSON.stringify(metadata),
    redirectUri: new URL('/support', appBaseUrl).href,
    scope: `api://${clientId}/access_as_user`,
  };
}
