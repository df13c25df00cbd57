import { setTimeout as sleep } from 'node:timers/promises';
import { type Migration, Migrator } from 'kysely/migration';
import type { Db } from './database.ts';
import * as initial from './migrations/001-initial.ts';
import * as evidence from './migrations/002-evidence.ts';
import * as signatureFonts from './migrations/003-signature-fonts.ts';
import * as idempotency from './migrations/004-idempotency.ts';
import * as reminders from './migrations/005-reminders.ts';
import * as events from './migrations/006-events.ts';
import * as webhooks from './migrations/007-webhooks.ts';
import * as testMode from './migrations/008-test-mode.ts';
import * as outboxRetry from './migrations/009-outbox-retry.ts';

const MIGRATIONS: Record<string, Migration> = {
  '001-initial': initial,
  '002-evidence': evidence,
  '003-signature-fonts': signatureFonts,
  '004-idempotency': idempotency,
  '005-reminders': reminders,
  '006-events': events,
  '007-webhooks': webhooks,
  '008-test-mode': testMode,
  '009-outbox-retry': outboxRetry,
};

const provider = { getMigrations: async () => MIGRATIONS };

/**
 * Brings the database to the newest schema and returns the names of the migrations it ran.
 *
 * @throws the database's error when one fails; nothing of any is kept then
 */
export async function migrateToLatest(db: Db): Promise<string[]> {
  for (let attempt = 1; ; attempt += 1) {
    const migrator = new Migrator({ db, provider });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error === undefined) return results.map((result) => result.migrationName);
    // Of two processes that start together on an empty database one may fail to make the table in
    // which migrations are noted: it is there when it tries again.
    if (attempt >= 3) throw error;
    await sleep(200 * attempt);
  }
}

/** The newest migration that a database has had; null where it has had none. */
export async function schemaOf(db: Db): Promise<string | null> {
  const migrations = await new Migrator({ db, provider }).getMigrations();
  return migrations.findLast(({ executedAt }) => executedAt !== undefined)?.name ?? null;
}

/** The migration after which a schema is the one that this program works with. */
export function newestSchema(): string {
  return Object.keys(MIGRATIONS).sort().at(-1) ?? '';
}

/** Makes the schema of an empty database as it was after a migration. */
export async function migrateUpTo(db: Db, migration: string): Promise<void> {
  const { error } = await new Migrator({ db, provider }).migrateTo(migration);
  if (error !== undefined) throw error;
}

/** Whether this program knows a migration. */
export function isMigration(name: string): boolean {
  return Object.hasOwn(MIGRATIONS, name);
}
