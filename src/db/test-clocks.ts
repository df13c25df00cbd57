import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from './database.ts';
import { isPostgres } from './dialects.ts';
import type { Tenant } from './tenant.ts';

/** How far a test tenant's time is ahead of the real one. The database refuses live tenants. */
export type TestClocksTable = { tenant: Tenant; offset_seconds: number };
export type TestClock = Selectable<TestClocksTable>;

/** What the lifecycle does at a time of its own; all else in the outbox goes by the real time. */
const SCHEDULED = ['envelope.expire', 'envelope.remind', 'envelope.warn'] as const;

/**
 * How many seconds a test tenant is ahead. In a transaction nobody moves the clock before its end:
 * what is scheduled by this time is either moved along, or written after the move and by it.
 */
export async function clockOffset(db: Db, tenant: Tenant): Promise<number> {
  const found = await readOffset(db, tenant);
  if (found || !db.isTransaction) return found?.offset_seconds ?? 0;
  // There must be a row to hold.
  await db
    .insertInto('test_clocks')
    .values({ tenant, offset_seconds: 0 })
    .onConflict((conflict) => conflict.column('tenant').doNothing())
    .execute();
  return (await readOffset(db, tenant))?.offset_seconds ?? 0;
}

function readOffset(db: Db, tenant: Tenant) {
  return db
    .selectFrom('test_clocks')
    .select('offset_seconds')
    .where('tenant', '=', tenant)
    .$if(db.isTransaction && isPostgres(db), (query) => query.forShare())
    .executeTakeFirst();
}

/** Moves a test tenant's clock ahead and returns how far it is ahead then, in seconds. */
export async function advanceClock(tx: Tx, tenant: Tenant, seconds: number): Promise<number> {
  const { offset_seconds } = await tx
    .insertInto('test_clocks')
    .values({ tenant, offset_seconds: seconds })
    .onConflict((conflict) =>
      conflict.column('tenant').doUpdateSet((eb) => ({
        offset_seconds: eb('test_clocks.offset_seconds', '+', seconds),
      })),
    )
    .returning('offset_seconds')
    .executeTakeFirstOrThrow();
  return offset_seconds;
}

/**
 * Brings forward, by so many seconds, what a tenant's envelopes do at a time of their own. What was
 * tried before waits for a retry, and that goes by the real time.
 */
export async function bringForward(tx: Tx, tenant: Tenant, seconds: number): Promise<void> {
  const earlier = isPostgres(tx)
    ? sql<string>`to_char((run_at::timestamptz - make_interval(secs => ${seconds})) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    : sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', run_at, ${`-${seconds} seconds`})`;
  await tx
    .updateTable('outbox')
    .set({ run_at: earlier })
    .where('status', '=', 'pending')
    .where('type', 'in', SCHEDULED)
    .where('attempts', '=', 0)
    .where('envelope_id', 'in', envelopesOf(tx, tenant))
    .execute();
}

/** How much of what a tenant's envelopes wait for is due at a real time, or in hand. */
export async function countDue(db: Db, tenant: Tenant, realNow: string): Promise<number> {
  const { count } = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('status', '=', 'pending')
    .where('run_at', '<=', realNow)
    .where('envelope_id', 'in', envelopesOf(db, tenant))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function envelopesOf(db: Db, tenant: Tenant) {
  return db.selectFrom('envelopes').select('id').where('tenant', '=', tenant);
}
