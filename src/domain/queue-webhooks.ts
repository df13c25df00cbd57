import type { Tx } from '../db/database.ts';
import type { EventRow } from '../db/events.ts';
import { newId } from '../db/ids.ts';
import type { Tenant } from '../db/tenant.ts';
import { findPendingDeliveries, insertDelivery, updateDelivery } from '../db/webhook-deliveries.ts';
import { holdEnabledWebhooks, type Webhook } from '../db/webhooks.ts';
import { enqueue } from '../outbox/enqueue.ts';

/** Has new events of an envelope, which is held, sent to the webhooks that want them. */
export async function queueEvents(
  tx: Tx,
  { id: envelopeId, tenant }: { id: string; tenant: Tenant },
  events: readonly EventRow[],
  now: Date,
): Promise<void> {
  for (const webhook of await holdEnabledWebhooks(tx, tenant)) {
    const wanted = events.filter(({ type }) => wants(webhook, type));
    for (const event of wanted) await queueEvent(tx, webhook.id, event, 'event', now);
    if (wanted.length > 0) await startNext(tx, tenant, webhook.id, envelopeId, now);
  }
}

/** Whether a webhook was made for events of a type. */
export function wants({ events }: Webhook, type: string): boolean {
  const types: string[] = JSON.parse(events);
  return types.includes('*') || types.includes(type);
}

/** Puts an event among what is to go to a webhook. */
export function queueEvent(
  tx: Tx,
  webhookId: string,
  event: EventRow,
  occasion: string,
  now: Date,
): Promise<void> {
  return insertDelivery(tx, {
    id: newId('delivery', now),
    tenant: event.tenant,
    webhook_id: webhookId,
    event_id: event.id,
    event_type: event.type,
    event_seq: event.seq,
    envelope_id: event.envelope_id,
    body: null,
    occasion,
    status: 'pending',
    started: 0,
    created_at: now.toISOString(),
  });
}

/**
 * Starts the earliest of what is to go to a webhook of one envelope, unless one is on its way: the
 * next event waits for the one before it to be delivered or given up. The envelope is held.
 */
export async function startNext(
  tx: Tx,
  tenant: Tenant,
  webhookId: string,
  envelopeId: string,
  now: Date,
): Promise<void> {
  const pending = await findPendingDeliveries(tx, webhookId, envelopeId);
  const [first] = pending;
  if (!first || pending.some(({ started }) => started === 1)) return;
  await updateDelivery(tx, first.id, { started: 1 });
  await enqueue(
    tx,
    { type: 'webhook.deliver', tenant, envelopeId, webhookId, deliveryId: first.id },
    { now, dedupeKey: first.id },
  );
}
