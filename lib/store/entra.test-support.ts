import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, importSPKI, jwtVerify } from 'jose';
import type { Asked, Reply } from './loopback.test-support';

/** An app registration which Entra ID knows, and the data actions of its role in the vault (`setSecret` when unset). */
export interface TestApp {
  readonly clientId: string;
  readonly role?: readonly string[];
  readonly clientSecret?: string;
  readonly certificatePem?: string;
}

/**
 * The token endpoint of Entra ID for client credentials
 * (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow): by secret, or by a signed assertion.
 * @param onToken told of each token that is given out
 */
export function entraAnswer(world: { tenantId: string; apps: readonly TestApp[]; onToken: (token: string, app: TestApp) => void }) {
  const issuer = `https://login.microsoftonline.com/${world.tenantId}`;
  return async ({ path, body }: Asked): Promise<Reply> => {
    if (path === `/${world.tenantId}/v2.0/.well-known/openid-configuration`) return { status: 200, body: metadata(issuer) };
    if (path !== `/${world.tenantId}/oauth2/v2.0/token`) return { status: 404, body: {} };
    const form = new URLSearchParams(body);
    const app = world.apps.find(({ clientId }) => clientId === form.get('client_id'));
    if (app === undefined) return refusal('unauthorized_client', 700016);
    if (form.get('scope') !== 'https://vault.azure.net/.default') return refusal('invalid_scope', 70011);
    const proved = app.clientSecret
      ? form.get('client_secret') === app.clientSecret
      : await isSigned(form.get('client_assertion') ?? '', app, `${issuer}/oauth2/v2.0/token`);
    if (!proved) return refusal('invalid_client', 7000215);
    const token = `ACCESS-TOKEN-MARKER-${randomUUID()}`;
    world.onToken(token, app);
    return { status: 200, body: { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: token } };
  };
}

async function isSigned(assertion: string, { certificatePem = '', clientId }: TestApp, audience: string): Promise<boolean> {
  const certificate = new X509Certificate(certificatePem);
  const thumbprint = createHash('sha256').update(certificate.raw).digest('base64url');
  if (decodeProtectedHeader(assertion)['x5t#S256'] !== thumbprint) return false;
  const key = await importSPKI(certificate.publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'PS256');
  const { payload } = await jwtVerify(assertion, key, { audience, issuer: clientId, subject: clientId, clockTolerance: 300 });
  return payload.exp !== undefined;
}

const metadata = (issuer: string) => ({
  issuer: `${issuer}/v2.0`,
  authorization_endpoint: `${issuer}/oauth2/v2.0/authorize`,
  token_endpoint: `${issuer}/oauth2/v2.0/token`,
  jwks_uri: `${issuer}/discovery/v2.0/keys`,
});

const refusal = (error: string, code: number): Reply => ({
  status: error === 'invalid_client' ? 401 : 400,
  body: { error, error_description: `AADSTS${code}: loopback.`, error_codes: [code], trace_id: randomUUID(), correlation_id: randomUUID() },
});
