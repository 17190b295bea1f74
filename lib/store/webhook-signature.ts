import { createHmac } from 'node:crypto';

/** A message as Standard Webhooks signs it: `id` stays the same when the message is sent again, `sentAt` does not. */
export interface WebhookMessage {
  readonly id: string;
  readonly sentAt: Date;
  readonly body: string;
}

/**
 * The headers of Standard Webhooks 1.0 (https://www.standardwebhooks.com), symmetric form `v1`: HMAC-SHA256 over id, time and body.
 * @param keys one signature for each, newest first
 */
export function webhookHeaders(keys: readonly Buffer[], { id, sentAt, body }: WebhookMessage): Record<string, string> {
  const seconds = String(Math.floor(sentAt.getTime() / 1000));
  const signatures = keys.map((key) => `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`);
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') };
}
