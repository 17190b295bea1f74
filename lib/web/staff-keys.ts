import { createRemoteJWKSet, customFetch, type FetchImplementation, type JWTVerifyGetKey } from 'jose';
import type { Cloud } from '../domain/clouds';

const longestKeySet = 262_144;
const known = new Map<string, JWTVerifyGetKey>();

/**
 * The published signing keys of the staff tenant. Read when first needed, kept for a day, read again for an unknown key once in five
 * minutes at most.
 * @param tenantId the configured staff tenant, never a value from a token
 * @see https://learn.microsoft.com/entra/identity-platform/signing-key-rollover
 */
export function staffKeys(cloud: Cloud, tenantId: string): JWTVerifyGetKey {
  const address = `${cloud.authorityUrl}/${tenantId}/discovery/v2.0/keys`;
  const keys =
    known.get(address) ??
    createRemoteJWKSet(new URL(address), {
      timeoutDuration: 10_000,
      cooldownDuration: 300_000,
      cacheMaxAge: 86_400_000,
      [customFetch]: boundedFetch,
    });
  known.set(address, keys);
  return keys;
}

/** No redirect is followed (jose asks for `manual` and takes 200 alone), and no endless answer is read. */
const boundedFetch: FetchImplementation = async (url, options) => {
  const response = await fetch(url, { ...options, cache: 'no-store' });
  const text = await readUpTo(longestKeySet, response);
  return new Response(text, { status: response.status, headers: { 'content-type': 'application/json' } });
};

async function readUpTo(most: number, response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let chunk = await reader?.read(); reader && chunk && !chunk.done; chunk = await reader.read()) {
    text += decoder.decode(chunk.value, { stream: true });
    if (text.length <= most) continue;
    await reader.cancel();
    throw new TypeError('the key set is too long');
  }
  return text + decoder.decode();
}
