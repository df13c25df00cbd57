import { type Kysely, sql } from 'kysely';
import { isPostgres } from '../dialects.ts';
import { createIndex } from './create-index.ts';

/** The clocks of test tenants, and their mails with the links in them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const text = isPostgres(db) ? sql`text collate "C"` : sql`text`;
  await db.schema
    .createTable('test_clocks')
    .addColumn('tenant', text, (c) => c.primaryKey())
    .addColumn('offset_seconds', 'integer', (c) => c.notNull())
    .addCheckConstraint('test_clocks_test', sql`tenant like '%/test' and offset_seconds >= 0`)
    .execute();
  await db.schema
    .createTable('test_emails')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('envelope_id', text)
    .addColumn('recipient', text, (c) => c.notNull())
    .addColumn('body', text, (c) => c.notNull())
    .addColumn('created_at', text, (c) => c.notNull())
    .addCheckConstraint('test_emails_test', sql`tenant like '%/test'`)
    .execute();
  await createIndex(db, 'test_emails', ['tenant', 'created_at desc', 'id desc']);
}
