import type { Insertable, Selectable } from 'kysely';
import type { SendFault } from '../webhook/sender.ts';
import type { Db, Tx } from './database.ts';
import { olderThan, type Page } from './keyset.ts';
import type { Tenant } from './tenant.ts';

/** `given_up`: every attempt failed. `dropped`: its webhook was disabled. */
export type DeliveryStatus = 'pending' | 'delivered' | 'given_up' | 'dropped';

/** An event that goes, or went, to a webhook. */
export type WebhookDeliveriesTable = {
  id: string;
  tenant: Tenant;
  webhook_id: string;
  event_id: string;
  event_type: string;
  event_seq: number;
  /** Deliveries of one envelope to one webhook go one after the other. null: a test. */
  envelope_id: string | null;
  /** Of a test; that of an event is the event's own. */
  body: string | null;
  /** Why it is sent: once because it happened, and once for each time it was asked for again. */
  occasion: string;
  status: DeliveryStatus;
  /** 1: its message is in the outbox. */
  started: 0 | 1;
  created_at: string;
};
export type WebhookDelivery = Selectable<WebhookDeliveriesTable>;

/** One attempt at a delivery, as its sender may see it. */
export type WebhookAttemptsTable = {
  id: string;
  webhook_id: string;
  event_id: string;
  event_type: string;
  /** From 1. */
  attempt: number;
  /** Of the answer; null where none came. */
  status: number | null;
  fault: SendFault | null;
  duration_ms: number;
  /** When the next one is due; null: there is none. */
  retry_at: string | null;
  created_at: string;
};
export type WebhookAttempt = Selectable<WebhookAttemptsTable>;

/** Adds a delivery, unless the event went to the webhook on that occasion before. */
export async function insertDelivery(
  tx: Tx,
  row: Insertable<WebhookDeliveriesTable>,
): Promise<void> {
  await tx
    .insertInto('webhook_deliveries')
    .values(row)
    .onConflict((conflict) => conflict.columns(['webhook_id', 'event_id', 'occasion']).doNothing())
    .execute();
}

export function findDelivery(db: Db, id: string): Promise<WebhookDelivery | undefined> {
  return db.selectFrom('webhook_deliveries').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What still is to go to a webhook of one envelope, in the order of the events. */
export function findPendingDeliveries(
  db: Db,
  webhookId: string,
  envelopeId: string,
): Promise<WebhookDelivery[]> {
  return db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('webhook_id', '=', webhookId)
    .where('envelope_id', '=', envelopeId)
    .where('status', '=', 'pending')
    .orderBy('event_seq')
    .orderBy('id')
    .execute();
}

/** What still is to go to a webhook: the ids of the deliveries by those of their events. */
export async function listPendingDeliveries(
  db: Db,
  webhookId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('webhook_deliveries')
    .select(['id', 'event_id'])
    .where('webhook_id', '=', webhookId)
    .where('status', '=', 'pending')
    .execute();
  return new Map(rows.map(({ id, event_id }) => [event_id, id]));
}

export async function updateDelivery(
  tx: Tx,
  id: string,
  changes: Partial<Pick<WebhookDelivery, 'status' | 'started'>>,
): Promise<void> {
  await tx.updateTable('webhook_deliveries').set(changes).where('id', '=', id).execute();
}

export async function insertAttempt(tx: Tx, row: Insertable<WebhookAttemptsTable>): Promise<void> {
  await tx.insertInto('webhook_attempts').values(row).execute();
}

export function listAttempts(db: Db, webhookId: string, page: Page): Promise<WebhookAttempt[]> {
  let query = db.selectFrom('webhook_attempts').selectAll().where('webhook_id', '=', webhookId);
  if (page.after) query = query.where(olderThan(page.after));
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}
