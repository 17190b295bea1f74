import { AuthError, ConfidentialClientApplication } from '@azure/msal-node';
import type { Cloud } from '../domain/clouds';
import { PortalError } from '../error';
import { failed } from './ask';
import { EntraNetwork } from './entra-network';
import type { Trace } from './trace';

/** An app that signs in with a secret, a certificate, or an assertion that somebody else signed: exactly one of them. */
export interface AppIdentity {
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly certificate: { readonly privateKeyPem: string; readonly thumbprintSha256: string } | null;
  readonly assertion?: string;
}

export interface EntraClientOptions {
  readonly cloud: Cloud;
  /** `organizations`, or the tenant's id. */
  readonly tenant: string;
  readonly app: AppIdentity;
  readonly purpose: string;
  readonly trace: Trace;
}

/**
 * Uses one MSAL client for one errand and drops it, so that no token outlives the errand in a cache.
 * All addresses are given to MSAL as metadata: no discovery request leaves, whatever the cloud.
 * @param use what to do with the client
 * @throws MicrosoftError when Microsoft refuses, cannot be reached, or answers something unreadable
 */
export async function withEntraClient<T>(
  options: EntraClientOptions,
  use: (client: ConfidentialClientApplication) => Promise<T>,
): Promise<T> {
  const network = new EntraNetwork(options.cloud, options.purpose, options.trace);
  try {
    return await use(newClient(options, network));
  } catch (error) {
    if (network.failure !== null) throw network.failure;
    if (!(error instanceof AuthError)) throw error;
    // MSAL's own objection to an answer; its text may quote the answer
    throw failed(
      { purpose: options.purpose, effect: 'read', clientRequestId: error.correlationId },
      { kind: 'unreadable', code: error.errorCode },
    );
  }
}

function newClient({ cloud, tenant, app }: EntraClientOptions, network: EntraNetwork): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      clientId: app.clientId,
      // with one path segment alone MSAL replaces the first segment of each endpoint by the tenant, which breaks a path prefix
      authority: `${cloud.authority}/${tenant}/v2.0`,
      knownAuthorities: [new URL(cloud.authority).host],
      authorityMetadata: JSON.stringify(authorityMetadata(cloud, tenant)),
      ...msalCredential(app),
    },
    system: { networkClient: network },
  });
}

function msalCredential({ clientSecret, certificate, assertion }: AppIdentity) {
  if (assertion) return { clientAssertion: assertion };
  if (certificate) return { clientCertificate: { privateKey: certificate.privateKeyPem, thumbprintSha256: certificate.thumbprintSha256 } };
  if (clientSecret) return { clientSecret };
  throw new PortalError('configuration', 'the app that signs in has neither a secret nor a certificate');
}

/** The parts of the OpenID configuration that MSAL needs (OpenID Connect Discovery 1.0, section 3). */
function authorityMetadata(cloud: Cloud, tenant: string) {
  const base = `${cloud.authorityUrl}/${tenant}`;
  return {
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    issuer: `${cloud.issuerBase}/${tenant === 'organizations' ? '{tenantid}' : tenant}/v2.0`,
  };
}
