import { ClientTokenError, type TokenSource, tokenSource } from '../client-token';
import type { IngestSettings } from '../env-ingest';
import { type PostAnswer, post } from '../https-post';
import { receiptOf } from './ingest-answer';
import { isCertificateRecord, type SecretStore, StoreError, type StoreItem } from './store';
import { webhookHeaders } from './webhook-signature';
import { withinTime } from './within-time';

/**
 * The `https` store: FortifyData's ingest API. One POST carries the sealed text and its facts; the attempt is the idempotency key
 * (draft-ietf-httpapi-idempotency-key-header), and the message is signed as Standard Webhooks says. The client proves itself by an
 * OAuth token or by its certificate. The protocol stands in docs/stores.md.
 */
export function httpsStore(settings: IngestSettings): SecretStore {
  const { client } = settings;
  const tokens = client.kind === 'oauth' ? tokenSource(client) : null;
  return {
    name: 'https',
    async put(credential) {
      try {
        return receiptOf(await withinTime((signal) => send(settings, { tokens, credential, signal })));
      } catch (error) {
        if (error instanceof StoreError) throw error;
        if (error instanceof ClientTokenError) throw new StoreError(error.kind, { cause: error });
        throw new StoreError('unavailable', { cause: new Error(`the ingest: ${reason(error)}`) });
      }
    },
  };
}

async function send(
  { url, client, signingKeys }: IngestSettings,
  work: { tokens: TokenSource | null; credential: StoreItem; signal: AbortSignal },
): Promise<PostAnswer> {
  const { tokens, credential, signal } = work;
  const token = await tokens?.take(signal);
  const body = bodyOf(credential);
  const headers = {
    'Content-Type': 'application/json',
    Accept: 'application/json',
    'Idempotency-Key': `"${credential.attempt}"`,
    ...webhookHeaders(signingKeys, { id: credential.attempt, sentAt: new Date(), body }),
    ...(token && { Authorization: `Bearer ${token.value}` }),
  };
  const certificate = client.kind === 'certificate' ? client.certificate : undefined;
  const answer = await post({ url, headers, body, certificate, signal });
  if (answer.status === 401 && token?.kept) {
    // It was good once; the next put asks for another one and learns whether the client is refused.
    tokens?.forget();
    throw new StoreError('unavailable', { cause: new Error('the ingest no longer takes the token') });
  }
  return answer;
}

/** The same bytes each time: whoever receives the attempt again compares them. So no time of sending stands in it. */
function bodyOf(item: StoreItem): string {
  const { attempt, connectionId, tenantId, appId, keyId, startsAt, expiresAt } = item;
  const facts = { attempt, connectionId, tenantId, appId, keyId, startsAt: startsAt.toISOString(), expiresAt: expiresAt.toISOString() };
  if (isCertificateRecord(item)) return JSON.stringify({ type: 'credential.certificate', data: { ...facts, thumbprint: item.thumbprint } });
  return JSON.stringify({ type: 'credential.sealed', data: { ...facts, sealThumbprint: item.sealThumbprint, jwe: item.jwe } });
}

const reason = (error: unknown): string => (error instanceof Error ? error.message.slice(0, 300) : 'unknown');
