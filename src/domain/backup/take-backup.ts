import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../db/database.ts';
import { isPostgres } from '../../db/dialects.ts';
import { atOneMoment, type DumpedRow, dumpTable, TABLES } from '../../db/dump.ts';
import { findUnregistered } from '../../db/files.ts';
import { newestSchema, schemaOf } from '../../db/migrate.ts';
import type { Tenant } from '../../db/tenant.ts';
import { type FileStorage, openFileStorage } from '../../storage/file-storage.ts';
import { secretMark } from '../secrets.ts';
import { copyFile, type StoredFile } from './copy-files.ts';
import {
  BackupError,
  type BackupManifest,
  filesPath,
  tablePath,
  writeManifest,
} from './manifest.ts';

/** Of a server on which files come and go all the time, one in many finds all of its own. */
const SNAPSHOTS = 20;
/** A removed file is gone for a moment before its row is: on a busy server, for some. */
const PURGE_MS = 10_000;
const LOOK_MS = 100;

export type BackupSource = { db: Db; storage: FileStorage; appSecret: string };

/**
 * Copies database and files into an empty directory while the server goes on: the database as it is
 * at one moment, then the files that it names. They are kept before the rows that refer to them are
 * committed, and never change; one that was removed since makes a later moment necessary.
 *
 * @returns the manifest and its SHA-256
 * @throws BackupError
 */
export async function takeBackup(
  { db, storage, appSecret }: BackupSource,
  directory: string,
  now: () => Date,
): Promise<{ manifest: BackupManifest; sha256: string }> {
  await requireNewestSchema(db);
  await makeEmpty(directory);
  const target = openFileStorage(filesPath(directory));
  const copied = new Map<string, number>();
  for (let snapshot = 1; ; snapshot += 1) {
    const created_at = now().toISOString();
    const { tables, files } = await dump(db, directory);
    const damaged = await copyAll(storage, target, files, copied);
    const gone = await findRemoved(db, damaged);
    if (gone.length > 0 && snapshot < SNAPSHOTS) continue;
    if (gone.length > 0) throw new BackupError('Files are removed faster than they can be copied.');
    const here = files.map((file) => copied.get(nameOf(file)) ?? 0);
    await rm(join(filesPath(directory), 'staging'), { recursive: true, force: true });
    const manifest: BackupManifest = {
      format: 'signing-backup/1',
      created_at,
      source: isPostgres(db) ? 'postgres' : 'sqlite',
      schema: newestSchema(),
      secret_mark: secretMark(appSecret),
      tables,
      files: {
        count: files.length - damaged.length,
        bytes: here.reduce((sum, size) => sum + size, 0),
        damaged,
      },
    };
    return { manifest, sha256: await writeManifest(directory, manifest) };
  }
}

async function requireNewestSchema(db: Db): Promise<void> {
  const schema = await schemaOf(db);
  if (schema === newestSchema()) return;
  throw new BackupError(
    `The schema of the database is ${schema ?? 'none'}, not ${newestSchema()}: use the version that serves it.`,
  );
}

async function makeEmpty(directory: string): Promise<void> {
  await mkdir(dirname(directory), { recursive: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if ((await readdir(directory)).length > 0) throw new BackupError(`${directory} is not empty.`);
  await mkdir(dirname(tablePath(directory, 'any')), { mode: 0o700 });
  await mkdir(filesPath(directory), { mode: 0o700 });
}

/** Writes every table as it is at one moment, a JSON object a line, over what was written before. */
function dump(db: Db, directory: string) {
  return atOneMoment(db, async (snapshot) => {
    const tables: BackupManifest['tables'] = [];
    const files: StoredFile[] = [];
    for (const name of TABLES) {
      const [hash, rows] = [createHash('sha256'), { count: 0 }];
      async function* lines() {
        for await (const page of dumpTable(snapshot, name)) {
          if (name === 'files') files.push(...page.map(toFile));
          const text = page.map((row) => `${toLine(name, row)}\n`).join('');
          rows.count += page.length;
          hash.update(text);
          yield text;
        }
      }
      const path = tablePath(directory, name);
      const output = createWriteStream(path, { mode: 0o600, flush: true });
      await pipeline(Readable.from(lines()), output);
      tables.push({ name, rows: rows.count, sha256: hash.digest('hex') });
    }
    return { tables, files };
  });
}

function toLine(table: string, row: DumpedRow): string {
  for (const [column, value] of Object.entries(row)) {
    const fits = value === null || typeof value === 'string' || Number.isSafeInteger(value);
    if (!fits) throw new BackupError(`${table}.${column} is neither text nor a whole number.`);
  }
  // JSON allows these two as they are, and readers of lines take them for ends of a line.
  return JSON.stringify(row).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function toFile({ tenant, sha256 }: DumpedRow): StoredFile {
  return { tenant: String(tenant) as Tenant, sha256: String(sha256) };
}

const nameOf = ({ tenant, sha256 }: StoredFile) => `${tenant}/${sha256}`;

/** Copies what was not copied yet, and returns what is missing or changed. */
async function copyAll(
  from: FileStorage,
  to: FileStorage,
  files: readonly StoredFile[],
  copied: Map<string, number>,
): Promise<StoredFile[]> {
  const damaged: StoredFile[] = [];
  for (const file of files) {
    if (copied.has(nameOf(file))) continue;
    const result = await copyFile(from, to, file);
    if (typeof result === 'string') damaged.push(file);
    else copied.set(nameOf(file), result.sizeBytes);
  }
  return damaged;
}

/** Those that were not missing but removed: nothing refers to them any more. */
async function findRemoved(db: Db, damaged: readonly StoredFile[]): Promise<StoredFile[]> {
  const deadline = performance.now() + PURGE_MS;
  for (;;) {
    const gone = await findUnregistered(db, damaged);
    if (damaged.length === gone.length || performance.now() > deadline) return gone;
    await sleep(LOOK_MS);
  }
}
