import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { inject } from 'vitest';
import type { Db } from '../../../src/db/database.ts';
import { openDatabase } from '../../../src/db/dialects.ts';
import { migrateToLatest } from '../../../src/db/migrate.ts';
import { dropPostgresDatabase } from '../../support/postgres.ts';
import { createDatabase, type DatabaseKind } from '../../support/start-app.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export type TestDatabase = { db: Db; url: string; close(): Promise<void> };

/** A database of its own for a suite, at the newest schema. */
export async function openTestDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'signing-db-'));
  const { url, remove } = await createDatabase(kind, directory);
  const db = openDatabase(url);
  await migrateToLatest(db);
  return {
    db,
    url,
    async close() {
      await db.destroy();
      await remove();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The URL of a database in which nothing was ever made. */
export async function createEmptyDatabase(kind: DatabaseKind) {
  if (kind === 'sqlite') {
    const directory = await mkdtemp(join(tmpdir(), 'signing-db-'));
    const remove = () => rm(directory, { recursive: true, force: true });
    return { url: `file:${join(directory, 'signing.db')}`, remove };
  }
  const server = inject('postgresUrl');
  const name = `e_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  await client.query(`create database ${name} template template0`);
  await client.end();
  return { url: `${server}/${name}`, remove: () => dropPostgresDatabase(server, name) };
}

/** Runs a TypeScript file as a process of its own and returns what it printed. */
export async function runProcess(
  file: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', file, ...args],
    { cwd: ROOT, env: { ...process.env, ...env } },
  );
  return stdout;
}
