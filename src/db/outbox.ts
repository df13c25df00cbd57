import { type Insertable, type Selectable, sql } from 'kysely';
import type { Db, Tx } from './database.ts';
import { isPostgres } from './dialects.ts';

/** `failed`: given up by the worker. `discarded`: given up by an operator. */
export type OutboxStatus = 'pending' | 'done' | 'failed' | 'discarded';

export type OutboxTable = {
  id: string;
  type: string;
  /** JSON object. */
  payload: string;
  /** A message with the key of an earlier one is not added. */
  dedupe_key: string;
  envelope_id: string | null;
  status: OutboxStatus;
  /** Not to be claimed before. */
  run_at: string;
  attempts: number;
  /** Until when the one who claimed it has it, and under which token. */
  leased_until: string | null;
  lease: string | null;
  last_error: string | null;
  created_at: string;
  done_at: string | null;
  /** When an operator last had it tried anew. */
  retried_at: string | null;
};
export type OutboxRow = Selectable<OutboxTable>;

/** What goes to servers of others, which may be slow, and what does not. */
export const MESSAGE_KINDS = ['webhook', 'mail', 'other'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

const TYPES = { webhook: 'webhook.%', mail: 'mail.%' } as const;

export type OutboxClaim = {
  now: string;
  leasedUntil: string;
  lease: string;
  limit: number;
  kind?: MessageKind;
  notFor?: readonly Receiver[];
  except?: readonly string[];
};

/** Whom a message to a webhook is for, as its payload names them. */
export type Receiver = { member: 'webhookId' | 'tenant'; value: string };

export async function insertOutboxRow(tx: Tx, row: Insertable<OutboxTable>): Promise<void> {
  await tx
    .insertInto('outbox')
    .values(row)
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .execute();
}

/**
 * Claims messages that are due, oldest first, for `lease` until `leasedUntil`. Each is given to
 * one claimer alone until then; one whose claimer died is given again afterwards.
 *
 * @param claim.kind only messages to webhooks, only mails, or only others; default all
 * @param claim.notFor whose messages are left
 * @param claim.except ids of messages that are left
 */
export function claimOutboxRows(db: Db, claim: OutboxClaim): Promise<OutboxRow[]> {
  const { kind, notFor = [], except = [] } = claim;
  // Materialized: a planner that asked the subquery again for each row would claim too many.
  const due = db
    .selectFrom('outbox')
    .select('id')
    .where('status', '=', 'pending')
    .where('run_at', '<=', claim.now)
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', claim.now)]))
    .$if(kind === 'webhook', (due) => due.where('type', 'like', TYPES.webhook))
    .$if(kind === 'mail', (due) => due.where('type', 'like', TYPES.mail))
    .$if(kind === 'other', (due) =>
      due.where('type', 'not like', TYPES.webhook).where('type', 'not like', TYPES.mail),
    )
    .where((eb) =>
      eb.and(notFor.map((who) => eb('payload', 'not like', `%"${who.member}":"${who.value}"%`))),
    )
    .$if(except.length > 0, (due) => due.where('id', 'not in', except))
    .orderBy('run_at')
    .orderBy('id')
    .limit(claim.limit);
  return db
    .with(
      (cte) => cte('due').materialized(),
      () => (isPostgres(db) ? due.forUpdate().skipLocked() : due),
    )
    .updateTable('outbox')
    .set({
      leased_until: claim.leasedUntil,
      lease: claim.lease,
      attempts: sql<number>`attempts + 1`,
    })
    .where('id', 'in', (eb) => eb.selectFrom('due').select('due.id'))
    .returningAll()
    .execute();
}

/**
 * Ends what is pending of the occasions whose keys begin like this. What is in hand loses its
 * lease: it is not tried again.
 *
 * @returns how many there were
 */
export async function dropWaiting(
  tx: Tx,
  keyPrefix: string,
  end: { last_error: string; done_at: string },
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ ...end, status: 'done', leased_until: null, lease: null })
    .where('status', '=', 'pending')
    .where('dedupe_key', '>=', keyPrefix)
    .where('dedupe_key', '<', `${keyPrefix}~`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Has a message that waits for its next attempt tried at once; one that is in hand is left. */
export async function hurryOutboxRow(tx: Tx, dedupeKey: string, now: string): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ run_at: now })
    .where('dedupe_key', '=', dedupeKey)
    .where('status', '=', 'pending')
    .where('lease', 'is', null)
    .where('run_at', '>', now)
    .execute();
}

/**
 * Ends or postpones a message, if its lease is still ours.
 *
 * @returns false where somebody else has it by now
 */
export async function settleOutboxRow(
  db: Db,
  row: Pick<OutboxRow, 'id' | 'lease'>,
  changes: Pick<OutboxRow, 'status' | 'last_error'> & { run_at?: string; done_at?: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set({ ...changes, leased_until: null, lease: null })
    .where('id', '=', row.id)
    .where('lease', '=', row.lease)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Gives back what was claimed and is still being carried out: it is due at once. The attempt counts,
 * since what it was for may have happened.
 */
export async function releaseOutboxRow(
  db: Db,
  row: Pick<OutboxRow, 'id' | 'lease'>,
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ leased_until: null, lease: null })
    .where('id', '=', row.id)
    .where('lease', '=', row.lease)
    .execute();
}

/** Whether a message is still ours to carry out: not dropped, nor given to somebody else. */
export async function holdsLease(db: Db, row: Pick<OutboxRow, 'id' | 'lease'>): Promise<boolean> {
  const found = await db
    .selectFrom('outbox')
    .select('id')
    .where('id', '=', row.id)
    .where('lease', '=', row.lease)
    .executeTakeFirst();
  return found !== undefined;
}

/** Prolongs the lease of work that takes long; false where somebody else has it by now. */
export async function prolongLease(
  db: Db,
  row: Pick<OutboxRow, 'id' | 'lease'>,
  leasedUntil: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set({ leased_until: leasedUntil })
    .where('id', '=', row.id)
    .where('lease', '=', row.lease)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
