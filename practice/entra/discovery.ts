import type { Cloud } from '../cloud';
import { type Answer, type Exchange, jsonAnswer } from '../http';
import { tenantOfPath } from './clients';

/** The OpenID Connect metadata of a tenant, or of the shared authority with Entra's `{tenantid}` placeholder. */
export function openidConfiguration(cloud: Cloud, exchange: Exchange, name: string): Answer {
  const tenant = tenantOfPath(cloud, name);
  const at = (path: string) => `${exchange.base}/${tenant?.id ?? name}${path}`;
  return jsonAnswer(200, {
    token_endpoint: at('/oauth2/v2.0/token'),
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: at('/discovery/v2.0/keys'),
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    code_challenge_methods_supported: ['S256'],
    issuer: `${cloud.issuerBase}/${tenant?.id ?? '{tenantid}'}/v2.0`,
    request_uri_parameter_supported: false,
    authorization_endpoint: at('/oauth2/v2.0/authorize'),
    end_session_endpoint: at('/oauth2/v2.0/logout'),
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'preferred_username', 'name', 'tid', 'ver', 'wids'],
    tenant_region_scope: null,
    cloud_instance_name: 'practice.invalid',
  });
}

/** The signing keys; each names the issuer whose tokens it signs. */
export function keys(cloud: Cloud, _exchange: Exchange, name: string): Answer {
  const tenant = tenantOfPath(cloud, name);
  const issuer = `${cloud.issuerBase}/${tenant?.id ?? '{tenantid}'}/v2.0`;
  return jsonAnswer(200, { keys: [{ ...cloud.key.publicJwk, x5t: cloud.key.kid, issuer }] });
}

/** Instance discovery, which Microsoft's libraries ask before they trust an authority host. */
export function instance(cloud: Cloud, exchange: Exchange): Answer {
  const authority = exchange.query.get('authorization_endpoint') ?? `${cloud.issuerBase}/common/oauth2/v2.0/authorize`;
  const host = new URL(cloud.issuerBase).host;
  return jsonAnswer(200, {
    tenant_discovery_endpoint: `${authority.replace('/oauth2/v2.0/authorize', '')}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}
