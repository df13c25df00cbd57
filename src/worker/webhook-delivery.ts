import type { Context } from '../context.ts';
import type { OutboxRow } from '../db/outbox.ts';
import { noteDelivered, sendDelivery } from '../domain/deliver-webhook.ts';
import type { MessageOf } from '../outbox/messages.ts';
import type { Settlement } from './worker.ts';

/**
 * Sends an event to a webhook.
 *
 * @throws WebhookFailed
 */
export async function deliverWebhook(
  ctx: Context,
  message: MessageOf<'webhook.deliver'>,
  { attempts: attempt }: OutboxRow,
): Promise<Settlement> {
  const outcome = await sendDelivery(ctx, message);
  const done = outcome && { outcome, attempt, retryAt: null };
  return (tx) => noteDelivered(ctx, tx, message, done);
}
