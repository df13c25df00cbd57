import type { Insertable, Selectable } from 'kysely';
import type { Db, Tx } from './database.ts';
import type { Tenant } from './tenant.ts';

/** How many events a tenant has. Its row is held from an event's number until the commit. */
export type EventHeadsTable = {
  tenant: Tenant;
  seq: number;
};

/** Append-only: triggers refuse every update and delete. */
export type EventsTable = {
  id: string;
  tenant: Tenant;
  /** From 1, without gaps, in the order of the commits. */
  seq: number;
  envelope_id: string;
  type: string;
  /** The whole event as it is shown, as JSON: frozen when it was written. */
  body: string;
  created_at: string;
};
export type EventRow = Selectable<EventsTable>;

/**
 * Takes the next `count` numbers of a tenant and returns the last of them. The tenant's row stays
 * locked until the transaction ends, so numbers are visible in their order, and a rollback gives
 * them back. Whoever calls this locks nothing afterwards that others hold while they call it.
 */
export async function takeEventNumbers(tx: Tx, tenant: Tenant, count: number): Promise<number> {
  const { seq } = await tx
    .insertInto('event_heads')
    .values({ tenant, seq: count })
    .onConflict((conflict) =>
      conflict.column('tenant').doUpdateSet((eb) => ({ seq: eb('event_heads.seq', '+', count) })),
    )
    .returning('seq')
    .executeTakeFirstOrThrow();
  return seq;
}

export async function insertEvents(
  tx: Tx,
  rows: readonly Insertable<EventsTable>[],
): Promise<void> {
  for (const row of rows) await tx.insertInto('events').values(row).execute();
}

/** Events of a tenant after `afterSeq`, oldest first. */
export function listEvents(
  db: Db,
  tenant: Tenant,
  page: { afterSeq: number; limit: number },
): Promise<EventRow[]> {
  return db
    .selectFrom('events')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('seq', '>', page.afterSeq)
    .orderBy('seq')
    .limit(page.limit)
    .execute();
}

export function findEvent(db: Db, tenant: Tenant, id: string): Promise<EventRow | undefined> {
  return db
    .selectFrom('events')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** How many events a tenant has: the number of the newest. */
export async function newestEventNumber(db: Db, tenant: Tenant): Promise<number> {
  const head = await db
    .selectFrom('event_heads')
    .select('seq')
    .where('tenant', '=', tenant)
    .executeTakeFirst();
  return head?.seq ?? 0;
}

/** Events since a time, within a range of numbers, oldest first. */
export function listEventsSince(
  db: Db,
  tenant: Tenant,
  range: { since: string; afterSeq: number; untilSeq: number; limit: number },
): Promise<EventRow[]> {
  return db
    .selectFrom('events')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('created_at', '>=', range.since)
    .where('seq', '>', range.afterSeq)
    .where('seq', '<=', range.untilSeq)
    .orderBy('seq')
    .limit(range.limit)
    .execute();
}
