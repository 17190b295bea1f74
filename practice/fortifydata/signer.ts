import { createPrivateKey, randomUUID, timingSafeEqual, X509Certificate } from 'node:crypto';
import { SignJWT } from 'jose';
import { type Cloud, tenantBy } from '../cloud';
import { type Answer, type Exchange, formOf, header, jsonAnswer } from '../http';
import { isObject, type JsonObject, parseJson, textOf } from '../json';

/** FortifyData's signing service, as docs/certificates.md describes it from the other side. Not Microsoft's; here for demo and tests. */
export interface SignerOptions {
  /** PEM of the certificate and its private key: thrown away with the demo. */
  readonly pem: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const assertionSeconds = 300;
const tokenSeconds = 600;

/** Answers below `/fortifydata`: `POST /token` (RFC 6749 section 4.4, HTTP Basic) and `POST /sign`. */
export async function fortifydata(cloud: Cloud, exchange: Exchange): Promise<Answer> {
  const { signer } = cloud.options;
  if (!signer || exchange.method !== 'POST') return jsonAnswer(404, { title: 'not here' });
  if (exchange.path === '/token') return token(cloud, exchange, signer);
  return exchange.path === '/sign' ? sign(cloud, exchange, signer) : jsonAnswer(404, { title: 'not here' });
}

function token(cloud: Cloud, exchange: Exchange, { clientId, clientSecret }: SignerOptions): Answer {
  const wanted = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  if (!isSame(header(exchange.headers, 'authorization') ?? '', wanted)) return jsonAnswer(401, { error: 'invalid_client' });
  if (formOf(exchange).get('grant_type') !== 'client_credentials') return jsonAnswer(400, { error: 'unsupported_grant_type' });
  const access_token = randomUUID();
  cloud.signerTokens.set(access_token, Date.now() + tokenSeconds * 1000);
  return jsonAnswer(200, { access_token, token_type: 'Bearer', expires_in: tokenSeconds });
}

async function sign(cloud: Cloud, exchange: Exchange, { pem }: SignerOptions): Promise<Answer> {
  const shown = (header(exchange.headers, 'authorization') ?? '').replace(/^Bearer /, '');
  if ((cloud.signerTokens.get(shown) ?? 0) < Date.now()) return jsonAnswer(401, { title: 'no token' });
  const body = parseJson(exchange.body);
  if (!isObject(body)) return jsonAnswer(400, { title: 'no order' });
  const certificate = new X509Certificate(pem);
  if (textOf(body, 'thumbprint') !== certificate.fingerprint256.replaceAll(':', ''))
    return jsonAnswer(404, { title: 'another certificate' });
  const tenant = tenantBy(cloud, textOf(body, 'tenantId') ?? '');
  exchange.notes.tenantId = tenant?.id ?? null;
  switch (tenant?.settings.signer) {
    case 'works':
      return jsonAnswer(200, { assertion: await assertion(body, { pem, certificate, clientId: textOf(body, 'clientId') ?? '' }) });
    case 'lies':
      return jsonAnswer(200, { assertion: await assertion(body, { pem, certificate, clientId: randomUUID() }) });
    case 'down':
      return jsonAnswer(503, { title: 'down' });
    default:
      return jsonAnswer(403, { title: 'not for this tenant' });
  }
}

/** Certificate credentials (Microsoft identity platform): PS256, the certificate named by `x5t#S256`. By the real time: FortifyData's clock is not Microsoft's. */
function assertion(body: JsonObject, by: { pem: string; certificate: X509Certificate; clientId: string }): Promise<string> {
  const digest = Buffer.from(by.certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': digest })
    .setIssuer(by.clientId)
    .setSubject(by.clientId)
    .setAudience(textOf(body, 'audience') ?? '')
    .setNotBefore('0s')
    .setExpirationTime(`${assertionSeconds}s`)
    .sign(createPrivateKey(by.pem));
}

const isSame = (given: string, wanted: string) =>
  given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
