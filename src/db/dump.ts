import { sql } from 'kysely';
import type { Db, Tables, Tx } from './database.ts';
import { isPostgres } from './dialects.ts';

/** A row as both databases have it: every column is text or a whole number. */
export type DumpedRow = Record<string, string | number | null>;

const AT_ONCE = 500;

// Every table with its primary key, parents before what refers to them. One that is missing here
// does not compile.
const KEYS: { [T in keyof Tables]: readonly string[] } = {
  workspaces: ['id'],
  api_keys: ['id'],
  cases: ['id'],
  files: ['tenant', 'sha256'],
  documents: ['id'],
  envelopes: ['id'],
  envelope_documents: ['id'],
  signers: ['id'],
  fields: ['id'],
  certificates: ['envelope_id', 'audience'],
  sealed_files: ['id'],
  links: ['id'],
  sessions: ['id'],
  audit_heads: ['envelope_id'],
  audit_events: ['envelope_id', 'seq'],
  audit_stamps: ['envelope_id', 'seq'],
  event_heads: ['tenant'],
  events: ['id'],
  webhooks: ['id'],
  webhook_deliveries: ['id'],
  webhook_attempts: ['id'],
  outbox: ['id'],
  idempotency_keys: ['tenant', 'credential', 'key'],
  test_clocks: ['tenant'],
  test_emails: ['id'],
};

/** Every table, parents first. */
export const TABLES: readonly string[] = Object.keys(KEYS);

/**
 * Reads the database as it was at one moment, while others go on writing: a read transaction that
 * takes no lock which a writer waits for.
 */
export function atOneMoment<T>(db: Db, read: (db: Db) => Promise<T>): Promise<T> {
  const begin = isPostgres(db)
    ? sql`begin isolation level repeatable read, read only`
    : sql`begin deferred`;
  return db.connection().execute(async (connection) => {
    await begin.execute(connection);
    try {
      return await read(connection);
    } finally {
      await sql`rollback`.execute(connection);
    }
  });
}

/** All rows of a table in the order of its key, some hundred at a time. */
export async function* dumpTable(db: Db, table: string): AsyncGenerator<DumpedRow[]> {
  const key = Object.entries(KEYS).find(([name]) => name === table)?.[1] ?? [];
  const columns = sql.join(key.map((column) => sql.ref(column)));
  let after: DumpedRow | undefined;
  for (;;) {
    const last = key.map((column) => after?.[column]);
    const beyond = after ? sql`where (${columns}) > (${sql.join(last)})` : sql``;
    const { rows } = await sql<DumpedRow>`select * from ${sql.table(table)} ${beyond}
      order by ${columns} limit ${sql.lit(AT_ONCE)}`.execute(db);
    if (rows.length > 0) yield rows;
    if (rows.length < AT_ONCE) return;
    after = rows.at(-1);
  }
}

/** Adds rows to a table that had the same columns when they were dumped. */
export async function loadRows(tx: Tx, table: string, rows: readonly DumpedRow[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values ${sql.join(values)}`.execute(tx);
}

/** Whether nothing was ever made in the database. */
export async function isEmptyDatabase(db: Db): Promise<boolean> {
  return (await db.introspection.getTables({ withInternalKyselyTables: true })).length === 0;
}
