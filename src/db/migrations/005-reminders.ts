import { type Kysely, type RawBuilder, sql } from 'kysely';
import { isPostgres } from '../dialects.ts';

const DEFAULT_POLICY = '{"after_days":3,"every_days":3,"max":3}';

/** When signers were asked, how they are reminded, and whether mail reaches them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const text: RawBuilder<unknown> = isPostgres(db) ? sql`text collate "C"` : sql`text`;
  const columns = [
    ['envelopes', 'reminders'],
    ['signers', 'invited_at'],
    ['signers', 'reminded_by_hand_at'],
    ['signers', 'reminded_at'],
    ['signers', 'disowned_at'],
    ['signers', 'delivery'],
    ['signers', 'delivery_reason'],
  ] as const;
  for (const [table, column] of columns) {
    await db.schema.alterTable(table).addColumn(column, text).execute();
  }
  const counts = [
    ['envelopes', 'reminded_by_hand'],
    ['signers', 'reminders_sent'],
  ] as const;
  for (const [table, column] of counts) {
    await db.schema
      .alterTable(table)
      .addColumn(column, 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
  }
  // What was sent before keeps to what was promised then: no reminder comes by itself.
  await sql`update envelopes set reminders = ${sql.lit(DEFAULT_POLICY)} where status = 'draft'`.execute(
    db,
  );
  await sql`update signers set invited_at = (
    select max(at) from audit_events
    where audit_events.signer_id = signers.id and audit_events.type = 'signer.invited'
  )`.execute(db);
}
