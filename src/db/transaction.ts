import { setTimeout as sleep } from 'node:timers/promises';
import type { Db, Tx } from './database.ts';

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
  if (db.isTransaction) throw new Error('Transactions do not nest: pass the one at hand');
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
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
