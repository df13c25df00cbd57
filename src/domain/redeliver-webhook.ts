import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import { holdAuditHead } from '../db/audit-events.ts';
import { type EventRow, findEvent, listEventsSince, newestEventNumber } from '../db/events.ts';
import { newId } from '../db/ids.ts';
import { hurryOutboxRow } from '../db/outbox.ts';
import {
  findDelivery,
  findPendingDeliveries,
  insertDelivery,
  listPendingDeliveries,
} from '../db/webhook-deliveries.ts';
import { findWebhook, holdWebhook, type Webhook } from '../db/webhooks.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { MessageOf } from '../outbox/messages.ts';
import type { Caller } from './caller.ts';
import { ApiError } from './errors.ts';
import { queueEvent, startNext, wants } from './queue-webhooks.ts';
import { loadWebhook, lockWebhook } from './webhooks.ts';

const AT_ONCE = 200;

/** One event by its id, or all since a time. */
export type RedeliveryInput = { webhook_id: string; event_id?: string; since?: string };

/**
 * Sends events to a webhook again, under the ids and with the bodies they had. What is on its way
 * already is not sent twice; where it waits for its next attempt, that is made at once.
 *
 * @throws ApiError WEBHOOK_NOT_FOUND, WEBHOOK_DISABLED, EVENT_NOT_FOUND
 */
export async function redeliverEvents(
  ctx: Context,
  { tenant }: Caller,
  { webhook_id, event_id, since }: RedeliveryInput,
): Promise<void> {
  const { id: webhookId } = enabled(await loadWebhook(ctx.db, tenant, webhook_id));
  const occasion = `again:${randomUUID()}`;
  if (event_id !== undefined) {
    const event = await findEvent(ctx.db, tenant, event_id);
    if (!event) throw new ApiError('EVENT_NOT_FOUND');
    await requeue(ctx, webhookId, event, occasion);
    return;
  }
  await ctx.transact(async (tx) => {
    // Up to here: what happens from now on goes out by itself.
    const untilSeq = await newestEventNumber(tx, tenant);
    const range = { since: since ?? '', untilSeq };
    const message = { type: 'webhook.redeliver', tenant, webhookId, occasion, ...range } as const;
    await enqueue(tx, message, { now: ctx.clock.now(), dedupeKey: occasion });
  });
}

/** The work of {@link redeliverEvents} since a time. Harmless when it is done again. */
export async function requeueEvents(
  ctx: Context,
  { tenant, webhookId, occasion, since, untilSeq }: MessageOf<'webhook.redeliver'>,
): Promise<void> {
  const onTheirWay = await listPendingDeliveries(ctx.db, webhookId);
  for (let afterSeq = 0; ; ) {
    const webhook = await findWebhook(ctx.db, tenant, webhookId);
    if (!webhook || webhook.disabled_at !== null) return;
    const range = { since, afterSeq, untilSeq, limit: AT_ONCE };
    const events = await listEventsSince(ctx.db, tenant, range);
    for (const event of events) {
      if (!wants(webhook, event.type)) continue;
      await requeue(ctx, webhookId, event, occasion, onTheirWay.get(event.id));
    }
    const last = events.at(-1);
    if (!last) return;
    afterSeq = last.seq;
  }
}

function requeue(
  ctx: Context,
  webhookId: string,
  event: EventRow,
  occasion: string,
  wasOnItsWay?: string,
): Promise<void> {
  const { tenant, envelope_id: envelopeId } = event;
  return ctx.transact(async (tx) => {
    await holdAuditHead(tx, envelopeId);
    if (!(await holdWebhook(tx, tenant, webhookId))) return;
    // Those before it were hurried: it may have arrived since.
    const before = wasOnItsWay && (await findDelivery(tx, wasOnItsWay));
    if (before && before.status === 'delivered') return;
    const pending = await findPendingDeliveries(tx, webhookId, envelopeId);
    const now = ctx.clock.now();
    const first = pending.find(({ started }) => started === 1);
    const isPending = pending.some(({ event_id }) => event_id === event.id);
    // The next attempt may be hours away. Once each time: every attempt is one less.
    const isInTheWay = isPending
      ? first?.event_id === event.id
      : pending.every((each) => each.occasion !== occasion);
    if (first && isInTheWay) {
      await hurryOutboxRow(tx, `webhook.deliver:${first.id}`, now.toISOString());
    }
    if (isPending) return;
    await queueEvent(tx, webhookId, event, occasion, now);
    await startNext(tx, tenant, webhookId, envelopeId, now);
  });
}

/**
 * Sends an event of type `webhook.test`, which is in no list. Returns its id.
 *
 * @throws ApiError WEBHOOK_NOT_FOUND, WEBHOOK_DISABLED
 */
export async function sendTestEvent(
  ctx: Context,
  { tenant }: Caller,
  id: string,
): Promise<{ event_id: string }> {
  return ctx.transact(async (tx) => {
    const { id: webhookId } = enabled(await lockWebhook(tx, tenant, id));
    const now = ctx.clock.now();
    const created_at = now.toISOString();
    const event = { id: newId('event', now), type: 'webhook.test', created_at };
    const delivery = { id: newId('delivery', now), tenant, webhook_id: webhookId, created_at };
    await insertDelivery(tx, {
      ...delivery,
      event_id: event.id,
      event_type: event.type,
      event_seq: 0,
      envelope_id: null,
      body: JSON.stringify({ ...event, data: { webhook: { id: webhookId } } }),
      occasion: 'test',
      status: 'pending',
      started: 1,
    });
    const where = { tenant, envelopeId: null, webhookId, deliveryId: delivery.id };
    const message = { type: 'webhook.deliver' as const, ...where };
    await enqueue(tx, message, { now, dedupeKey: delivery.id });
    return { event_id: event.id };
  });
}

function enabled(webhook: Webhook): Webhook {
  if (webhook.disabled_at !== null) throw new ApiError('WEBHOOK_DISABLED');
  return webhook;
}
