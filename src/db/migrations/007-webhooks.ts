import { type ColumnDefinitionBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import { isPostgres } from '../dialects.ts';
import { createIndex } from './create-index.ts';

type Text = RawBuilder<unknown>;

/** Where a tenant's events are sent to, what is to be sent, and each attempt at it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const text: Text = isPostgres(db) ? sql`text collate "C"` : sql`text`;
  await createWebhooks(db, text);
  await createDeliveries(db, text);
}

async function createWebhooks(db: Kysely<unknown>, text: Text): Promise<void> {
  await db.schema
    .createTable('webhooks')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('url', text, (c) => c.notNull())
    .addColumn('events', text, (c) => c.notNull())
    .addColumn('secret_sealed', text, (c) => c.notNull())
    .addColumn('previous_sealed', text)
    .addColumn('previous_until', text)
    .addColumn('failing_since', text)
    .addColumn('disabled_at', text)
    .addColumn('disabled_because', text)
    .addColumn('created_at', text, (c) => c.notNull())
    .addColumn('updated_at', text, (c) => c.notNull())
    .execute();
  await createIndex(db, 'webhooks', ['tenant', 'created_at desc', 'id desc']);
}

async function createDeliveries(db: Kysely<unknown>, text: Text): Promise<void> {
  await db.schema
    .createTable('webhook_deliveries')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('webhook_id', text, (c) => goesWith(c, 'webhooks.id'))
    .addColumn('event_id', text, (c) => c.notNull())
    .addColumn('event_type', text, (c) => c.notNull())
    .addColumn('event_seq', 'integer', (c) => c.notNull())
    .addColumn('envelope_id', text)
    .addColumn('body', text)
    .addColumn('occasion', text, (c) => c.notNull())
    .addColumn('status', text, (c) => c.notNull())
    .addColumn('started', 'integer', (c) => c.notNull())
    .addColumn('created_at', text, (c) => c.notNull())
    .addUniqueConstraint('webhook_deliveries_once', ['webhook_id', 'event_id', 'occasion'])
    .execute();
  await createIndex(db, 'webhook_deliveries', ['webhook_id', 'envelope_id', 'status']);
  await db.schema
    .createTable('webhook_attempts')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('webhook_id', text, (c) => goesWith(c, 'webhooks.id'))
    .addColumn('event_id', text, (c) => c.notNull())
    .addColumn('event_type', text, (c) => c.notNull())
    .addColumn('attempt', 'integer', (c) => c.notNull())
    .addColumn('status', 'integer')
    .addColumn('fault', text)
    .addColumn('duration_ms', 'integer', (c) => c.notNull())
    .addColumn('retry_at', text)
    .addColumn('created_at', text, (c) => c.notNull())
    .execute();
  await createIndex(db, 'webhook_attempts', ['webhook_id', 'created_at desc', 'id desc']);
}

function goesWith(column: ColumnDefinitionBuilder, parent: string): ColumnDefinitionBuilder {
  return column.notNull().references(parent).onDelete('cascade');
}
