import { z } from 'zod';
import type { ServiceClient } from './env-ingest';
import { post } from './https-post';

type OAuthClient = Extract<ServiceClient, { kind: 'oauth' }>;

/** `refused`: the authorization server says no; `unavailable`: it does not say. Its message holds no token and no key. */
export class ClientTokenError extends Error {
  readonly kind: 'refused' | 'unavailable';

  constructor(kind: ClientTokenError['kind'], message: string) {
    super(message);
    this.name = 'ClientTokenError';
    this.kind = kind;
  }
}

interface Token {
  readonly value: string;
  /** True when it was not asked for just now: then it may have been withdrawn in the meantime. */
  readonly kept: boolean;
}

export interface TokenSource {
  take(signal: AbortSignal): Promise<Token>;
  forget(): void;
}

const TokenAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,16000}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive().optional(),
});

/** A token is given up this long before its end, so that it does not end on the way. */
const marginMs = 60_000;

/**
 * Access tokens by client credentials (RFC 6749 section 4.4), kept in memory for as long as they live.
 * `take` throws ClientTokenError.
 */
export function tokenSource(client: OAuthClient): TokenSource {
  let last: { readonly value: string; readonly until: number } | null = null;
  return {
    async take(signal) {
      if (last !== null && last.until > Date.now()) return { value: last.value, kept: true };
      const { access_token: value, expires_in: seconds = 0 } = await ask(client, signal);
      last = { value, until: Date.now() + seconds * 1000 - marginMs };
      return { value, kept: false };
    },
    forget() {
      last = null;
    },
  };
}

async function ask(client: OAuthClient, signal: AbortSignal): Promise<z.infer<typeof TokenAnswer>> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(client.scope && { scope: client.scope }) });
  const headers = {
    Authorization: `Basic ${Buffer.from(`${formEncoded(client.clientId)}:${formEncoded(client.clientSecret)}`).toString('base64')}`,
    'Content-Type': 'application/x-www-form-urlencoded',
    Accept: 'application/json',
  };
  const { status, text } = await post({ url: client.tokenUrl, headers, body: form.toString(), signal });
  if (status !== 200) {
    const kind = status >= 300 && status < 500 && status !== 408 && status !== 429 ? 'refused' : 'unavailable';
    throw new ClientTokenError(kind, `the token endpoint answered ${status}`);
  }
  const answer = tokenAnswer(text);
  if (answer === null) throw new ClientTokenError('unavailable', 'the token endpoint answered without a bearer token');
  return answer;
}

/** RFC 6749 section 2.3.1 wants both parts form-encoded before they are joined. */
const formEncoded = (text: string): string => new URLSearchParams({ x: text }).toString().slice(2);

function tokenAnswer(text: string): z.infer<typeof TokenAnswer> | null {
  try {
    return TokenAnswer.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null; // not JSON
  }
}
