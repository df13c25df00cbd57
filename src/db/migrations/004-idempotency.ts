import { type Kysely, sql } from 'kysely';
import { isPostgres } from '../dialects.ts';
import { createIndex } from './create-index.ts';

/** What was answered to requests with an `Idempotency-Key`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const text = isPostgres(db) ? sql`text collate "C"` : sql`text`;
  await db.schema
    .createTable('idempotency_keys')
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('credential', text, (c) => c.notNull())
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('fingerprint', text, (c) => c.notNull())
    .addColumn('lease', text)
    .addColumn('leased_until', text)
    .addColumn('answer', text)
    .addColumn('expires_at', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('idempotency_keys_pk', ['tenant', 'credential', 'key'])
    .execute();
  await createIndex(db, 'idempotency_keys', ['expires_at']);
}
