import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDriver from 'better-sqlite3';
import {
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  SqliteAdapter,
  SqliteDialect,
  sql,
} from 'kysely';
import pg from 'pg';
import type { Db, Tables } from './database.ts';

const CACHED_STATEMENTS = 500;
/** How long SQLite waits for what another process does. */
const BUSY_MS = 5_000;

/**
 * Opens the database of a `DATABASE_URL`: `file:PATH` for SQLite, `postgres://…` for PostgreSQL.
 * Nothing is connected before the first query on PostgreSQL; SQLite's file is made at once.
 */
export function openDatabase(url: string): Db {
  return url.startsWith('file:') ? openSqlite(url.slice('file:'.length)) : openPostgres(url);
}

function openPostgres(url: string): Db {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  // An idle connection that the server ends is replaced at the next query, which tells if it can't
  // be. Without a listener, its end would end this process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** The few places where the two databases differ ask this. */
export function isPostgres(db: Pick<Db, 'getExecutor'>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/**
 * `column in (ids)` whose SQL text does not grow with the list, so that the statement stays
 * prepared, and which takes an empty list.
 */
export function isOneOf(db: Db, column: string, ids: readonly string[]) {
  return isPostgres(db)
    ? sql<boolean>`${sql.ref(column)} = any(${[...ids]}::text[])`
    : sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(ids)}))`;
}

// Kysely takes it that SQLite cannot change a schema in a transaction; it can. With one, a migration
// is kept whole or not at all, and of several processes one migrates while the others wait.
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

// The first to open a file changes its mode, for good. SQLite does not wait for that as it does for a
// lock: of processes that start together on a new file, the others would end.
function setWal(sqlite: SqliteDriver.Database): void {
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  const deadline = performance.now() + BUSY_MS;
  for (;;) {
    try {
      sqlite.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      const isBusy = error instanceof SqliteDriver.SqliteError && error.code === 'SQLITE_BUSY';
      if (!isBusy || performance.now() > deadline) throw error;
      Atomics.wait(nobody, 0, 0, 10);
    }
  }
}

function openSqlite(path: string): Db {
  // It names people: nobody else on the machine is to read it.
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const sqlite = new SqliteDriver(path);
  // Before whatever waits for it.
  sqlite.pragma(`busy_timeout = ${BUSY_MS}`);
  setWal(sqlite);
  // A signature that was confirmed must survive the power going out.
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  // Without it `insert or replace` deletes an audit row past the trigger that forbids it.
  sqlite.pragma('recursive_triggers = ON');
  const statements = new Map<string, SqliteDriver.Statement<unknown[]>>();
  const prepare = (sql: string) => {
    // A transaction that starts by reading and then writes can't wait for another process'
    // write lock; one that takes the lock at its start can.
    const text = sql === 'begin' ? 'begin immediate' : sql;
    const known = statements.get(text);
    if (known) return known;
    const made = sqlite.prepare<unknown[]>(text);
    const oldest = statements.keys().next().value;
    if (statements.size >= CACHED_STATEMENTS && oldest !== undefined) statements.delete(oldest);
    statements.set(text, made);
    return made;
  };
  return new Kysely<Tables>({
    dialect: new TransactionalSqliteDialect({ database: { prepare, close: () => sqlite.close() } }),
  });
}
