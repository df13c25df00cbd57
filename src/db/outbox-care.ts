import type { Db, Tx } from './database.ts';
import type { OutboxRow, OutboxStatus } from './outbox.ts';

// Messages as an operator sees them: across all tenants.

/** Messages of a status, oldest first. */
export function listOutboxRows(
  db: Db,
  { status, envelopeId, limit }: { status: OutboxStatus; envelopeId?: string; limit: number },
): Promise<OutboxRow[]> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('status', '=', status)
    .$if(envelopeId !== undefined, (rows) => rows.where('envelope_id', '=', envelopeId ?? ''))
    .orderBy('run_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export function findOutboxRow(db: Db, id: string): Promise<OutboxRow | undefined> {
  return db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst();
}

/**
 * Has a message tried at once, as if for the first time.
 *
 * @returns false where it is done or somebody has it in hand
 */
export async function reviveOutboxRow(tx: Tx, id: string, now: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ status: 'pending', run_at: now, attempts: 0, retried_at: now, done_at: null })
    .where('id', '=', id)
    .where('status', 'in', ['pending', 'failed', 'discarded'])
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', now)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Gives a message up that has failed; its row stays.
 *
 * @param end.last_error why, and what had failed
 * @returns false where it has not failed or somebody has it in hand
 */
export async function discardOutboxRow(
  tx: Tx,
  id: string,
  end: { last_error: string; done_at: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ ...end, status: 'discarded', leased_until: null, lease: null })
    .where('id', '=', id)
    .where('status', 'in', ['pending', 'failed'])
    .where('last_error', 'is not', null)
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', end.done_at)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
