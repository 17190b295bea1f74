/** Longest demand that is passed on: it travels in an address. */
const longest = 2_000;
/** Parts of OpenID Connect's claims request; Microsoft demands claims of the access token. */
const parts = ['access_token', 'id_token', 'userinfo'];

/**
 * Claims that Microsoft demands of the next sign-in, as they may be sent along with it: foreign text, so it is passed on only in the
 * form that is documented, and written anew.
 * @param text the demand as Graph gave it, decoded
 * @returns null for anything else than a claims request
 * @see https://learn.microsoft.com/entra/identity-platform/claims-challenge and OpenID Connect Core 1.0 section 5.5
 */
export function demandedClaims(text: string | null): string | null {
  const value = parsed(text);
  if (!isRecord(value) || Object.keys(value).length === 0) return null;
  if (!Object.entries(value).every(([name, claims]) => parts.includes(name) && isRecord(claims))) return null;
  const written = JSON.stringify(value);
  return written.length <= longest ? written : null;
}

function parsed(text: string | null): unknown {
  if (text === null || text.length > longest * 2) return null;
  try {
    return JSON.parse(text);
  } catch {
    // no JSON is no demand that could be met: an ordinary sign-in is all that can be offered
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
