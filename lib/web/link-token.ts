import { env } from '../env';
import { hashOf, randomToken } from './sealing';

/** Days that a link to a person lives. */
export const linkLifeDays = 7;

/** A new token of 256 bits and what is stored of it. The token itself goes to the person who asked for the link, once, and to nobody else. */
export function newLinkToken(): { readonly token: string; readonly tokenHash: string } {
  const token = randomToken();
  return { token, tokenHash: hashOf(token) };
}

/** What is stored of a token that somebody brings; null for a text that no token of ours can be, which needs no asking. */
export const linkTokenHash = (token: string): string | null => (/^[\w-]{43}$/.test(token) ? hashOf(token) : null);

/** The address that is sent to a person: absolute, from the configuration alone. */
export const linkAddress = (page: 'approve' | 'invite', token: string): string => new URL(`/${page}/${token}`, env().appBaseUrl).href;
