import { type Kysely, type RawBuilder, sql } from 'kysely';
import { isPostgres } from '../dialects.ts';

/** When an operator had a message tried anew: from then on its age counts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const text: RawBuilder<unknown> = isPostgres(db) ? sql`text collate "C"` : sql`text`;
  await db.schema.alterTable('outbox').addColumn('retried_at', text).execute();
}
