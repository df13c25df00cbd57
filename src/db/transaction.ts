import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlledTransaction } from 'kysely';
import type { Db, Tables, Tx } from './database.ts';

const ATTEMPTS = 8;

/** Thrown inside a transaction whose guarded update found nothing: somebody else was first. */
export class LostRace extends Error {
  constructor() {
    super('Somebody else changed the row first');
    this.name = 'LostRace';
  }
}

/**
 * Runs `work` in one transaction and commits what it returns. The whole of `work` is run again
 * when the database was busy or a race was lost, so it must touch nothing but its transaction.
 *
 * @throws LostRace when it was lost every time; whatever else `work` throws, after a rollback
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return retrying(db, () => db.transaction().execute(work));
}

/** Work that was done in a transaction which has not ended. Ends once, one way or the other. */
export type OpenTransaction<T> = {
  tx: Tx;
  result: T;
  /** @throws the database's error; nothing is known to be committed then */
  commit(): Promise<void>;
  rollBack(): Promise<void>;
};

/**
 * As {@link inTransaction}, but leaves the end to the caller, who must come to it at once: what the
 * work has locked stays locked, which on SQLite is the whole database.
 */
export function openTransaction<T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
): Promise<OpenTransaction<T>> {
  return retrying(db, async () => {
    const tx = await db.startTransaction().execute();
    try {
      const result = await work(tx);
      return { tx, result, commit: () => commit(tx), rollBack: () => rollBack(tx) };
    } catch (error) {
      await rollBack(tx);
      throw error;
    }
  });
}

async function commit(tx: ControlledTransaction<Tables>): Promise<void> {
  try {
    await tx.commit().execute();
  } catch (error) {
    await rollBack(tx);
    throw error;
  }
}

// Where even this fails, the connection is gone, and with it the transaction.
async function rollBack(tx: ControlledTransaction<Tables>): Promise<void> {
  await tx
    .rollback()
    .execute()
    .catch(() => {});
}

async function retrying<T>(db: Db, run: () => Promise<T>): Promise<T> {
  if (db.isTransaction) throw new Error('Transactions do not nest: pass the one at hand');
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isWorthRetrying(error)) throw error;
      await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }
}

function isWorthRetrying(error: unknown): boolean {
  if (error instanceof LostRace) return true;
  const code = databaseCode(error);
  // PostgreSQL: serialization failure, deadlock. SQLite: another process holds the lock.
  return code === '40001' || code === '40P01' || code.startsWith('SQLITE_BUSY');
}

/** Whether a statement broke a unique constraint. */
export function isUniqueViolation(error: unknown): boolean {
  const code = databaseCode(error);
  return (
    code === '23505' ||
    code === 'SQLITE_CONSTRAINT_UNIQUE' ||
    code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
  );
}

function databaseCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
