import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { findEvent } from '../db/events.ts';
import { newId } from '../db/ids.ts';
import {
  type DeliveryStatus,
  findDelivery,
  insertAttempt,
  listAttempts,
  updateDelivery,
  type WebhookDelivery,
} from '../db/webhook-deliveries.ts';
import { findWebhook, holdWebhook, updateWebhook, type Webhook } from '../db/webhooks.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { MessageOf } from '../outbox/messages.ts';
import type { SendOutcome } from '../webhook/sender.ts';
import { startNext } from './queue-webhooks.ts';
import { mayTravel, secretsOf } from './webhooks.ts';

const DISABLED_AFTER_MS = 5 * 24 * 60 * 60 * 1000;
/** Longer than any wait between two attempts at one delivery. */
const QUIET_MS = 2 * 24 * 60 * 60 * 1000;

const REFUSED: SendOutcome = {
  status: null,
  fault: 'address_refused',
  durationMs: 0,
  retryAfterMs: null,
};

type Delivery = MessageOf<'webhook.deliver'>;

/** An attempt at a delivery: how it ended, which one it was, and when the next is due, if any. */
export type DeliveryAttempt = { outcome: SendOutcome; attempt: number; retryAt: string | null };

/** A webhook did not take a message. */
export class WebhookFailed extends Error {
  readonly outcome: SendOutcome;

  constructor(outcome: SendOutcome) {
    super(`The webhook did not take it: ${outcome.status ?? outcome.fault}`);
    this.name = 'WebhookFailed';
    this.outcome = outcome;
  }
}

/**
 * Sends one delivery: the event as it was frozen, under its own id, signed now.
 *
 * @returns how it ended, or null where there is nothing to send any more: the webhook is gone or
 *   disabled, or it was sent before
 * @throws WebhookFailed for every answer but 2xx, and for none
 */
export async function sendDelivery(
  ctx: Context,
  { tenant, webhookId, deliveryId }: Delivery,
): Promise<SendOutcome | null> {
  const webhook = await findWebhook(ctx.db, tenant, webhookId);
  const delivery = await findDelivery(ctx.db, deliveryId);
  if (!webhook || webhook.disabled_at !== null || delivery?.status !== 'pending') return null;
  const body = delivery.body ?? (await findEvent(ctx.db, tenant, delivery.event_id))?.body;
  if (body === undefined) throw new Error(`There is no event ${delivery.event_id} to send`);
  const message = { id: delivery.event_id, body, at: ctx.clock.now() };
  // Asked again: it may have been made while private networks were allowed.
  const outcome = mayTravel(ctx, tenant, webhook.url)
    ? await ctx.webhooks.send(webhook.url, message, secretsOf(ctx, webhook))
    : REFUSED;
  const { status } = outcome;
  if (status === null || status < 200 || status > 299) throw new WebhookFailed(outcome);
  return outcome;
}

/** Notes that a delivery arrived, or has nowhere to go, and starts the one that waits for it. */
export async function noteDelivered(
  ctx: Context,
  tx: Tx,
  message: Delivery,
  done: DeliveryAttempt | null,
): Promise<void> {
  const found = await holdDelivery(tx, message);
  if (!found) return;
  const { webhook, delivery } = found;
  if (done) {
    await noteAttempt(ctx, tx, delivery, done);
    if (webhook.failing_since !== null) {
      await updateWebhook(tx, webhook.id, { failing_since: null });
    }
  }
  if (delivery.status === 'pending') {
    await endDelivery(tx, message, done ? 'delivered' : 'dropped', ctx.clock.now());
  }
}

/**
 * Notes that an attempt failed. A webhook that answers 410 (RFC 9110, 15.5.11), or has failed for
 * five days, is disabled and its owner told.
 */
export async function noteUndelivered(
  ctx: Context,
  tx: Tx,
  message: Delivery,
  failed: DeliveryAttempt,
): Promise<void> {
  const found = await holdDelivery(tx, message);
  if (!found) return;
  const { webhook, delivery } = found;
  const now = ctx.clock.now();
  const since = await failingSince(tx, webhook, now);
  await noteAttempt(ctx, tx, delivery, failed);
  const isGone = failed.outcome.status === 410;
  const isOver = now.getTime() - Date.parse(since) >= DISABLED_AFTER_MS;
  await updateWebhook(tx, webhook.id, { failing_since: since });
  if ((isGone || isOver) && webhook.disabled_at === null) {
    await disableWebhook(tx, webhook, isGone ? 'gone' : 'failing', since, now);
  }
  if (failed.retryAt === null) await endDelivery(tx, message, 'given_up', now);
}

/** Gives a delivery up that is still to be made, and starts the one that waits for it. */
export async function giveUpDelivery(tx: Tx, message: Delivery, now: Date): Promise<void> {
  const found = await holdDelivery(tx, message);
  if (found?.delivery.status === 'pending') await endDelivery(tx, message, 'given_up', now);
}

/**
 * Makes a delivery one that is to be made again.
 *
 * @returns false where its webhook is gone or disabled
 */
export async function reopenDelivery(tx: Tx, message: Delivery): Promise<boolean> {
  const found = await holdDelivery(tx, message);
  if (!found || found.webhook.disabled_at !== null) return false;
  await updateDelivery(tx, message.deliveryId, { status: 'pending', started: 1 });
  return true;
}

// A failure after days in which nothing was sent is the first one: nobody knows how it was meanwhile.
async function failingSince(tx: Tx, { id, failing_since }: Webhook, now: Date): Promise<string> {
  const [last] = await listAttempts(tx, id, { limit: 1, after: null });
  const isFirst = !last || now.getTime() - Date.parse(last.created_at) > QUIET_MS;
  return failing_since === null || isFirst ? now.toISOString() : failing_since;
}

async function disableWebhook(
  tx: Tx,
  { id: webhookId, tenant, url }: Webhook,
  because: 'gone' | 'failing',
  since: string,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  await updateWebhook(tx, webhookId, {
    disabled_at: at,
    disabled_because: because,
    updated_at: at,
  });
  const facts = { tenant, webhookId, url, because, since, at };
  const message = { type: 'mail.webhook_disabled' as const, ...facts };
  await enqueue(tx, message, { now, dedupeKey: `${webhookId}:${at}` });
}

/** The webhook before the delivery, as everybody holds them. */
async function holdDelivery(
  tx: Tx,
  { tenant, webhookId, deliveryId }: Delivery,
): Promise<{ webhook: Webhook; delivery: WebhookDelivery } | null> {
  const webhook = await holdWebhook(tx, tenant, webhookId);
  const delivery = webhook && (await findDelivery(tx, deliveryId));
  return delivery ? { webhook, delivery } : null;
}

async function endDelivery(
  tx: Tx,
  { tenant, webhookId, envelopeId, deliveryId }: Delivery,
  status: DeliveryStatus,
  now: Date,
): Promise<void> {
  await updateDelivery(tx, deliveryId, { status });
  if (envelopeId !== null) await startNext(tx, tenant, webhookId, envelopeId, now);
}

function noteAttempt(
  ctx: Context,
  tx: Tx,
  { webhook_id, event_id, event_type }: WebhookDelivery,
  { outcome, attempt, retryAt }: DeliveryAttempt,
): Promise<void> {
  const now = ctx.clock.now();
  return insertAttempt(tx, {
    id: newId('attempt', now),
    webhook_id,
    event_id,
    event_type,
    attempt,
    status: outcome.status,
    fault: outcome.fault,
    duration_ms: outcome.durationMs,
    retry_at: retryAt,
    created_at: now.toISOString(),
  });
}
