import { type Kysely, type RawBuilder, sql } from 'kysely';
import { isPostgres } from '../dialects.ts';

/** The hand of a typed signature and of typed initials. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const text: RawBuilder<unknown> = isPostgres(db) ? sql`text collate "C"` : sql`text`;
  for (const mark of ['signature', 'initials']) {
    await db.schema.alterTable('signers').addColumn(`${mark}_font`, text).execute();
    // There was one hand until now: what was typed stays as it was seen.
    await sql`update signers set ${sql.ref(`${mark}_font`)} = 'formal'
      where ${sql.ref(`${mark}_kind`)} = 'typed'`.execute(db);
  }
}
