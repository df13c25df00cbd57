import { type Kysely, sql } from 'kysely';
import { isPostgres } from '../dialects.ts';

/** Makes the audit trail append-only. */
export async function forbidChanges(db: Kysely<unknown>): Promise<void> {
  await (isPostgres(db) ? forbidChangesPostgres(db) : forbidChangesSqlite(db));
}

async function forbidChangesSqlite(db: Kysely<unknown>): Promise<void> {
  for (const operation of ['update', 'delete']) {
    await sql`create trigger ${sql.id(`audit_events_no_${operation}`)}
      before ${sql.raw(operation)} on audit_events
      begin select raise(abort, 'the audit trail is append-only'); end`.execute(db);
  }
}

async function forbidChangesPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create function audit_events_refuse() returns trigger language plpgsql as
    $$ begin raise exception 'the audit trail is append-only'; end $$`.execute(db);
  await sql`create trigger audit_events_no_change before update or delete on audit_events
    for each row execute function audit_events_refuse()`.execute(db);
  await sql`create trigger audit_events_no_truncate before truncate on audit_events
    for each statement execute function audit_events_refuse()`.execute(db);
}

/** Refuses updates and deletes of a table's rows for ever. */
export async function makeAppendOnly(db: Kysely<unknown>, table: string): Promise<void> {
  if (isPostgres(db)) {
    const refuse = sql.id(`${table}_refuse`);
    const message = sql.lit(`${table} is append-only`);
    await sql`create function ${refuse}() returns trigger language plpgsql as
      $$ begin raise exception using message = ${message}; end $$`.execute(db);
    await sql`create trigger ${sql.id(`${table}_no_change`)} before update or delete on
      ${sql.table(table)} for each row execute function ${refuse}()`.execute(db);
    await sql`create trigger ${sql.id(`${table}_no_truncate`)} before truncate on
      ${sql.table(table)} for each statement execute function ${refuse}()`.execute(db);
    return;
  }
  for (const operation of ['update', 'delete']) {
    await sql`create trigger ${sql.id(`${table}_no_${operation}`)}
      before ${sql.raw(operation)} on ${sql.table(table)}
      begin select raise(abort, ${sql.lit(`${table} is append-only`)}); end`.execute(db);
  }
}
