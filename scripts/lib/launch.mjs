// What FortifyData's platform does to send one of its customers to the portal: signs a launch link, good for one use and a few minutes.
import { randomUUID } from 'node:crypto';
import { CompactSign, importJWK } from 'jose';

/** The longest life that the portal takes, in seconds. */
export const launchSeconds = 300;

/**
 * Takes the platform's private JWK (Ed25519 or P-256), the portal's origin, the customer's reference and name, and the expected tenant id
 * or domain; gives the address to send the customer's browser to.
 */
export async function launchLink({ privateJwk, portalUrl, customerId, customer, expects, seconds = launchSeconds, now = Date.now() }) {
  const iat = Math.floor(now / 1000);
  const { origin } = new URL(portalUrl);
  const claims = { iss: 'fortifydata', aud: origin, sub: customerId, name: customer, expects, jti: randomUUID(), iat, exp: iat + seconds };
  const alg = privateJwk.kty === 'OKP' ? 'EdDSA' : 'ES256';
  const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg, typ: 'launch+jwt' })
    .sign(await importJWK(privateJwk, alg));
  return `${origin}/launch?token=${token}`;
}
