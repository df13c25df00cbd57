import { type Insertable, type Selectable, sql } from 'kysely';
import type { Db, Tx } from './database.ts';
import { olderThan, type Page } from './keyset.ts';
import type { Tenant } from './tenant.ts';

/** Mails of test tenants. They hold links that work; the database refuses those of live tenants. */
export type TestEmailsTable = {
  /** That of the message in the outbox, and part of the Message-ID. */
  id: string;
  tenant: Tenant;
  envelope_id: string | null;
  /** The address. */
  recipient: string;
  /** The mail as the API shows it: a JSON object. */
  body: string;
  /** In the tenant's time. */
  created_at: string;
};
export type TestEmail = Selectable<TestEmailsTable>;

/** Adds a mail, once, and lets the oldest go where a tenant has more than `kept`. */
export async function insertTestEmail(
  tx: Tx,
  row: Insertable<TestEmailsTable>,
  kept: number,
): Promise<void> {
  await tx
    .insertInto('test_emails')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const last = tx
    .selectFrom('test_emails')
    .select(['created_at', 'id'])
    .where('tenant', '=', row.tenant)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .offset(kept - 1)
    .limit(1);
  await tx
    .deleteFrom('test_emails')
    .where('tenant', '=', row.tenant)
    .where(sql<boolean>`(created_at, id) < (${last})`)
    .execute();
}

/** A page of a tenant's mails, newest first: all, of one envelope, to one address. */
export function listTestEmails(
  db: Db,
  tenant: Tenant,
  filter: { envelopeId?: string; to?: string },
  page: Page,
): Promise<TestEmail[]> {
  const { envelopeId, to } = filter;
  let query = db.selectFrom('test_emails').selectAll().where('tenant', '=', tenant);
  if (envelopeId !== undefined) query = query.where('envelope_id', '=', envelopeId);
  if (to !== undefined) query = query.where('recipient', '=', to);
  if (page.after) query = query.where(olderThan(page.after));
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}
