import { Buffer } from 'node:buffer';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { ClientTokenError, tokenSource } from '../client-token';
import { post } from '../https-post';
import type { CertificateOrder, SignerFailure } from './messages';

/** FortifyData's signer gave no assertion that may be used. Its message holds no assertion and no token. */
export class SignerError extends Error {
  readonly failure: SignerFailure;

  constructor(failure: SignerFailure) {
    super(`the signer: ${failure}`);
    this.name = 'SignerError';
    this.failure = failure;
  }
}

const Answer = z.object({
  assertion: z
    .string()
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    .max(8_192),
});
const timeLimitMs = 10_000;
/** An assertion is no longer used so shortly before its end. */
const marginSeconds = 30;
/** Microsoft takes assertions of five to ten minutes; one that lives longer is worth stealing. */
const longestLifeSeconds = 900;

/**
 * Asks FortifyData's signer for a client assertion (RFC 7523) for one application: the private key stays there. The protocol stands in
 * docs/certificates.md.
 * @returns the assertion, checked as far as one can without the key: about this application, for this endpoint, by this certificate, in time
 * @throws SignerError
 */
export async function askSigner(order: CertificateOrder): Promise<string> {
  const { tenantId, appId, thumbprint } = order;
  const audience = tokenEndpoint(order);
  const answer = await send(order, JSON.stringify({ tenantId, clientId: appId, audience, thumbprint }));
  if (answer.status !== 200) throw new SignerError(isRefusal(answer.status) ? 'refused' : 'unavailable');
  const assertion = assertionIn(answer.text);
  if (assertion === null) throw new SignerError('unavailable');
  if (!isFor(assertion, { appId, audience, thumbprint })) throw new SignerError('mismatch');
  if (!isTimely(assertion, order)) throw new SignerError('unavailable');
  return assertion;
}

/** The audience that Microsoft wants: its token endpoint for the tenant, under its own name. */
const tokenEndpoint = ({ cloud, tenantId }: CertificateOrder) => `${cloud.issuerBase}/${tenantId}/oauth2/v2.0/token`;

const isRefusal = (status: number) => status >= 300 && status < 500 && ![408, 409, 425, 429].includes(status);

async function send({ signer }: CertificateOrder, body: string) {
  const signal = AbortSignal.timeout(timeLimitMs);
  const { client } = signer;
  try {
    const token = client.kind === 'oauth' ? await tokenSource({ ...client, tokenUrl: new URL(client.tokenUrl) }).take(signal) : null;
    const headers = {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      ...(token && { Authorization: `Bearer ${token.value}` }),
    };
    const certificate = client.kind === 'certificate' ? client.certificate : undefined;
    return await post({ url: new URL(signer.url), headers, body, certificate, signal });
  } catch (error) {
    throw new SignerError(error instanceof ClientTokenError ? error.kind : 'unavailable');
  }
}

function assertionIn(text: string): string | null {
  try {
    return Answer.safeParse(JSON.parse(text)).data?.assertion ?? null;
  } catch {
    return null; // not JSON
  }
}

/** A signer that answers for another application would have us prove, and then claim, what is not so. */
function isFor(assertion: string, wanted: { appId: string; audience: string; thumbprint: string }): boolean {
  try {
    const { iss, sub, aud } = decodeJwt(assertion);
    const named = decodeProtectedHeader(assertion)['x5t#S256'];
    const about = iss === wanted.appId && sub === wanted.appId && aud === wanted.audience;
    return about && named === Buffer.from(wanted.thumbprint, 'hex').toString('base64url');
  } catch {
    return false; // no JWT
  }
}

/** A wrong time is a clock that is off, and says nothing of what was signed. */
function isTimely(assertion: string, order: CertificateOrder): boolean {
  const left = secondsLeft(assertion, order);
  return left > 0 && left <= longestLifeSeconds;
}

const secondsLeft = (assertion: string, { clockAheadMs }: CertificateOrder): number =>
  (decodeJwt(assertion).exp ?? 0) - (Date.now() + clockAheadMs) / 1000;

/** True while an assertion may still be used. */
export const isFresh = (assertion: string, order: CertificateOrder): boolean => secondsLeft(assertion, order) > marginSeconds;
