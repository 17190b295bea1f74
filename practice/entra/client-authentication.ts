import { createHash, X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, type ProtectedHeaderParameters } from 'jose';
import type { Cloud } from '../cloud';
import type { Registration } from '../directory/find';
import { credentialOf } from '../directory/secrets';
import { type Exchange, header } from '../http';
import { EntraError } from './errors';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A form sent to the token endpoint, with the client it names. */
export interface TokenRequest {
  readonly exchange: Exchange;
  readonly form: URLSearchParams;
  readonly client: Registration;
}

/**
 * Proves a confidential client by secret or by certificate (client_secret_basic is accepted as RFC 6749 section 2.3.1 demands).
 * @returns true when the proof was a certificate
 * @throws EntraError 7000218 without proof, 7000215 wrong, 7000222 not valid at this time, 700027 for a bad assertion
 */
export async function authenticateClient(cloud: Cloud, request: TokenRequest): Promise<boolean> {
  const assertion = request.form.get('client_assertion');
  if (assertion) {
    await checkAssertion(cloud, request, assertion);
    return true;
  }
  checkSecret(cloud, request.client, request.form.get('client_secret') ?? basicSecret(request.exchange));
  return false;
}

function basicSecret(exchange: Exchange): string | null {
  const [scheme, value = ''] = (header(exchange.headers, 'authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic') return null;
  const text = Buffer.from(value, 'base64').toString('utf8');
  return decodeURIComponent(text.slice(text.indexOf(':') + 1));
}

function checkSecret(cloud: Cloud, { home, application }: Registration, secret: string | null): void {
  const { appId } = application;
  if (!secret) {
    throw new EntraError(7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
  }
  const credential = credentialOf(home, application, secret);
  if (!credential) {
    throw new EntraError(
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${appId}'.`,
    );
  }
  const now = cloud.clock.now();
  if (now < Date.parse(credential.startDateTime) || now >= Date.parse(credential.endDateTime)) {
    throw new EntraError(
      7000222,
      `The provided client secret keys for app '${appId}' are expired or not yet valid. Create new keys for your app.`,
    );
  }
}

/** The registered certificate that an assertion's header names by its thumbprint. */
function namedCertificate({ application }: Registration, head: ProtectedHeaderParameters): X509Certificate | null {
  for (const { key } of application.keyCredentials) {
    if (!key) continue;
    const certificate = new X509Certificate(Buffer.from(key, 'base64'));
    const print = (algorithm: string) => createHash(algorithm).update(certificate.raw);
    const names = [print('sha256').digest('base64url'), print('sha1').digest('base64url'), print('sha1').digest('hex').toUpperCase()];
    const shown: unknown[] = [head['x5t#S256'], head.x5t, head.kid];
    if (shown.some((name) => typeof name === 'string' && names.includes(name))) return certificate;
  }
  return null;
}

/** Certificate credentials (Microsoft identity platform): signed by a registered certificate, about this client, for this endpoint. */
async function checkAssertion(cloud: Cloud, request: TokenRequest, assertion: string): Promise<void> {
  const { appId } = request.client.application;
  if (request.form.get('client_assertion_type') !== assertionType) {
    throw new EntraError(900144, "The request body must contain the following parameter: 'client_assertion_type'.");
  }
  const wrong = (why: string) => new EntraError(700027, `Client assertion failed signature validation. ${why}`);
  try {
    const certificate = namedCertificate(request.client, decodeProtectedHeader(assertion));
    if (!certificate) throw wrong('The certificate with the thumbprint used is not registered on the application.');
    if (new Date(certificate.validTo).getTime() <= cloud.clock.now()) throw wrong('The key used is expired.');
    const { payload } = await jwtVerify(assertion, certificate.publicKey, {
      algorithms: ['PS256', 'RS256'],
      issuer: appId,
      subject: appId,
      // by real time: whoever signs does not know how far this cloud's clock was put forward
      currentDate: new Date(),
      // libraries round, machines differ: Entra forgives five minutes
      clockTolerance: 300,
      requiredClaims: ['exp', 'aud', 'jti'],
    });
    const audiences = [payload.aud ?? []].flat();
    if (!audiences.some((audience) => isTokenAddress(cloud, request.exchange, audience))) throw wrong('The audience is not this endpoint.');
  } catch (error) {
    throw error instanceof EntraError ? error : wrong(error instanceof Error ? error.message : 'The assertion cannot be read.');
  }
}

/** The audience may be the token endpoint or the issuer, under the address of this service or under its issuer name. */
function isTokenAddress(cloud: Cloud, exchange: Exchange, audience: string): boolean {
  if (!URL.canParse(audience)) return false;
  const { origin, pathname } = new URL(audience);
  const origins = [exchange.base, cloud.issuerBase].map((base) => new URL(base).origin);
  return origins.includes(origin) && /\/[\w.-]+\/(oauth2\/v2\.0\/token|v2\.0)$/.test(pathname);
}
