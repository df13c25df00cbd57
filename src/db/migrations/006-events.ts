import { type Kysely, sql } from 'kysely';
import { isPostgres } from '../dialects.ts';
import { createIndex } from './create-index.ts';
import { makeAppendOnly } from './forbid-changes.ts';

/** The events that a tenant's own systems follow, in one order. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const text = isPostgres(db) ? sql`text collate "C"` : sql`text`;
  await db.schema
    .createTable('event_heads')
    .addColumn('tenant', text, (c) => c.primaryKey())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('events')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('envelope_id', text, (c) => c.notNull())
    .addColumn('type', text, (c) => c.notNull())
    .addColumn('body', text, (c) => c.notNull())
    .addColumn('created_at', text, (c) => c.notNull())
    .addUniqueConstraint('events_seq', ['tenant', 'seq'])
    .execute();
  await createIndex(db, 'events', ['tenant', 'created_at']);
  await makeAppendOnly(db, 'events');
}
