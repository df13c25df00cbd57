import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Db, Tx } from './database.ts';
import { isPostgres } from './dialects.ts';
import { olderThan, type Page } from './keyset.ts';
import type { Tenant } from './tenant.ts';

/** Why nothing is sent: it was switched off, it answered 410, or it failed for too long. */
export type DisabledBecause = 'by_request' | 'gone' | 'failing';

export type WebhooksTable = {
  id: string;
  tenant: Tenant;
  url: string;
  /** JSON array of event types, or `["*"]`. */
  events: string;
  /** Encrypted; so is the one before it, which signs too until it ends. */
  secret_sealed: string;
  previous_sealed: string | null;
  previous_until: string | null;
  /** The first failure since the last success. */
  failing_since: string | null;
  disabled_at: string | null;
  disabled_because: DisabledBecause | null;
  created_at: string;
  updated_at: string;
};
export type Webhook = Selectable<WebhooksTable>;

export async function insertWebhook(tx: Tx, row: Insertable<WebhooksTable>): Promise<void> {
  await tx.insertInto('webhooks').values(row).execute();
}

export function findWebhook(db: Db, tenant: Tenant, id: string): Promise<Webhook | undefined> {
  return db
    .selectFrom('webhooks')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The webhook, its row held until the transaction ends. */
export function holdWebhook(tx: Tx, tenant: Tenant, id: string): Promise<Webhook | undefined> {
  return tx
    .updateTable('webhooks')
    .set((eb) => ({ updated_at: eb.ref('updated_at') }))
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

export function listWebhooks(db: Db, tenant: Tenant, page: Page): Promise<Webhook[]> {
  let query = db.selectFrom('webhooks').selectAll().where('tenant', '=', tenant);
  if (page.after) query = query.where(olderThan(page.after));
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

export async function countWebhooks(db: Db, tenant: Tenant): Promise<number> {
  const { count } = await db
    .selectFrom('webhooks')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('tenant', '=', tenant)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Those of a tenant to which events go, held against deletion until the transaction ends. */
export function holdEnabledWebhooks(tx: Tx, tenant: Tenant): Promise<Webhook[]> {
  return tx
    .selectFrom('webhooks')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .$if(isPostgres(tx), (query) => query.forKeyShare())
    .execute();
}

export async function updateWebhook(
  tx: Tx,
  id: string,
  changes: Updateable<WebhooksTable>,
): Promise<void> {
  await tx.updateTable('webhooks').set(changes).where('id', '=', id).execute();
}

/** Deletes a webhook with its deliveries and attempts; false where there is none. */
export async function deleteWebhook(tx: Tx, tenant: Tenant, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('webhooks')
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
