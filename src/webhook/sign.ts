import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** A secret as Standard Webhooks writes it: `whsec_` and 256 random bits in base64. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** A message as it goes out; the body is the one that was signed, byte for byte. */
export type WebhookMessage = { id: string; body: string; at: Date };

/**
 * The headers of Standard Webhooks: id, time in seconds, and a signature for each secret, so that a
 * receiver may hold either one while they change.
 */
export function signedHeaders(
  { id, body, at }: WebhookMessage,
  secrets: readonly string[],
): Record<string, string> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, at, body));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}
