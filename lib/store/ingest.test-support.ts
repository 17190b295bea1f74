import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Asked, Reply } from './loopback.test-support';

interface Kept {
  readonly id: string;
  readonly body: string;
}

/**
 * FortifyData's ingest API as docs/stores.md describes it, from the receiver's side: who is it, is the message whole and fresh, is
 * the attempt new.
 */
export class LoopbackIngest {
  readonly records = new Map<string, Kept>();
  readonly tokens = new Set<string>();
  readonly #signingKeys: readonly Buffer[];
  readonly #clientCertificate: string | null;

  /** @param clientCertificate fingerprint of the one certificate that is let in; null where tokens are asked for */
  constructor(signingKeys: readonly Buffer[], clientCertificate: string | null) {
    this.#signingKeys = signingKeys;
    this.#clientCertificate = clientCertificate;
  }

  answer(asked: Asked): Reply {
    const { headers, body } = asked;
    if (!this.#isKnown(asked)) return { status: 401 };
    if (!this.#isSigned(asked)) return { status: 400, body: { title: 'signature' } };
    const { attempt } = JSON.parse(body).data;
    if (headers['idempotency-key'] !== `"${attempt}"` || headers['webhook-id'] !== attempt) return { status: 400, body: { title: 'key' } };
    const known = this.records.get(attempt);
    if (known) return known.body === body ? { status: 200, body: { id: known.id } } : { status: 422, body: { title: 'other content' } };
    const id = randomUUID();
    this.records.set(attempt, { id, body });
    return { status: 201, body: { id } };
  }

  /** RFC 6749 section 4.4 with HTTP Basic. */
  token({ headers, body }: Asked, client: { id: string; secret: string; scope: string | null }): Reply {
    const [id, secret] = Buffer.from(headers.authorization?.replace('Basic ', '') ?? '', 'base64')
      .toString()
      .split(':')
      .map((part) => new URLSearchParams(`x=${part}`).get('x'));
    const form = new URLSearchParams(body);
    if (id !== client.id || secret !== client.secret) return { status: 401, body: { error: 'invalid_client' } };
    if (form.get('grant_type') !== 'client_credentials' || form.get('scope') !== client.scope) return { status: 400 };
    const token = `INGEST-TOKEN-MARKER-${randomUUID()}`;
    this.tokens.add(token);
    return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: 600 } };
  }

  #isKnown({ headers, clientCertificate }: Asked): boolean {
    if (this.#clientCertificate !== null) return clientCertificate === this.#clientCertificate;
    return this.tokens.has(headers.authorization?.replace('Bearer ', '') ?? '');
  }

  #isSigned({ headers, body }: Asked): boolean {
    const [id, seconds] = [headers['webhook-id'], headers['webhook-timestamp']];
    if (Math.abs(Date.now() / 1000 - Number(seconds)) > 300) return false;
    const given = String(headers['webhook-signature']).split(' ');
    return this.#signingKeys.some((key) => {
      const wanted = Buffer.from(`v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`);
      return given.some((text) => text.length === wanted.length && timingSafeEqual(Buffer.from(text), wanted));
    });
  }
}
