import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Db, Tx } from '../../db/database.ts';
import { type DumpedRow, isEmptyDatabase, loadRows, TABLES } from '../../db/dump.ts';
import { findUnknownReferences } from '../../db/files.ts';
import { isMigration, migrateToLatest, migrateUpTo } from '../../db/migrate.ts';
import type { Tenant } from '../../db/tenant.ts';
import { inTransaction } from '../../db/transaction.ts';
import { verifyChain } from '../../evidence/audit-chain.ts';
import { openFileStorage } from '../../storage/file-storage.ts';
import { auditView } from '../audit.ts';
import { loadTrail } from '../certificate-content.ts';
import { secretMark } from '../secrets.ts';
import { copyFile, type StoredFile } from './copy-files.ts';
import {
  BackupError,
  type BackupManifest,
  filesPath,
  readManifest,
  tablePath,
} from './manifest.ts';

const AT_ONCE = 200;

const rowSchema = z.record(z.string(), z.union([z.string(), z.number().int(), z.null()]));

export type RestoreTarget = {
  db: Db;
  storageDir: string;
  /** null: of whatever secret the backup is. */
  appSecret: string | null;
};

export type Restored = { manifest: BackupManifest; rows: number; files: number; trails: number };

/**
 * Brings a backup into an empty database and an empty storage, once it is seen to be whole: each
 * part against the manifest, each file against its hash, each audit trail against its chain.
 *
 * @throws BackupError; nothing of the database is committed then
 */
export async function restoreBackup(
  { db, storageDir, appSecret }: RestoreTarget,
  directory: string,
): Promise<Restored> {
  const manifest = await readManifest(directory);
  requireReadable(manifest, appSecret);
  if (!(await isEmptyDatabase(db))) throw new BackupError('The database is not empty.');
  await requireEmptyStorage(storageDir);
  for (const table of manifest.tables) await checkTable(directory, table);
  const files = await copyFiles(directory, storageDir, manifest);
  await migrateUpTo(db, manifest.schema);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const trails = await inTransaction(db, async (tx) => {
    for (const name of TABLES) {
      const known = manifest.tables.some((table) => table.name === name);
      if (known) for await (const page of readRows(directory, name)) await loadRows(tx, name, page);
    }
    await requireReferences(tx);
    return checkTrails(tx);
  });
  await migrateToLatest(db);
  return { manifest, rows, files, trails };
}

function requireReadable(
  { schema, tables, secret_mark }: BackupManifest,
  appSecret: string | null,
) {
  const unknown = tables.find(({ name }) => !TABLES.includes(name));
  if (!isMigration(schema) || unknown) {
    throw new BackupError(`The backup is of a newer version of this program (schema ${schema}).`);
  }
  if (appSecret === null || secretMark(appSecret) === secret_mark) return;
  throw new BackupError(
    'APP_SECRET is not the one of the backup: all links and the secrets of webhooks would be dead. Set it (in development it is the file app-secret in DATA_DIR), or accept that with --other-secret.',
  );
}

async function requireEmptyStorage(storageDir: string): Promise<void> {
  await mkdir(storageDir, { recursive: true });
  const entries = await readdir(storageDir, { recursive: true, withFileTypes: true });
  if (entries.some((entry) => !entry.isDirectory())) {
    throw new BackupError(`The storage ${storageDir} is not empty.`);
  }
}

async function checkTable(
  directory: string,
  { name, rows, sha256 }: BackupManifest['tables'][number],
): Promise<void> {
  const hash = createHash('sha256');
  let count = 0;
  try {
    for await (const chunk of createReadStream(tablePath(directory, name))) hash.update(chunk);
    if (hash.digest('hex') === sha256) {
      for await (const page of readRows(directory, name)) count += page.length;
      if (count === rows) return;
    }
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!missing) throw error;
  }
  throw new BackupError(`tables/${name}.ndjson is not as the manifest says.`);
}

async function* readRows(directory: string, table: string): AsyncGenerator<DumpedRow[]> {
  const input = createReadStream(tablePath(directory, table));
  let page: DumpedRow[] = [];
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    page.push(rowSchema.parse(JSON.parse(line)));
    if (page.length < AT_ONCE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** Copies every registered file and returns how many there are. */
async function copyFiles(
  directory: string,
  storageDir: string,
  { files: { damaged } }: BackupManifest,
): Promise<number> {
  const [from, to] = [openFileStorage(filesPath(directory)), openFileStorage(storageDir)];
  const isDamaged = (file: StoredFile) =>
    damaged.some(({ tenant, sha256 }) => tenant === file.tenant && sha256 === file.sha256);
  let count = 0;
  for await (const page of readRows(directory, 'files')) {
    for (const row of page) {
      const file = { tenant: String(row.tenant) as Tenant, sha256: String(row.sha256) };
      if (isDamaged(file)) continue;
      const copied = await copyFile(from, to, file);
      if (typeof copied === 'string')
        throw new BackupError(`The file ${file.sha256} is ${copied}.`);
      count += 1;
    }
  }
  return count;
}

async function requireReferences(tx: Tx): Promise<void> {
  const [unknown] = await findUnknownReferences(tx);
  if (unknown) throw new BackupError(`The file ${unknown.sha256} is referred to and not there.`);
}

/** Recomputes every audit chain up to its head, and returns how many there are. */
async function checkTrails(tx: Tx): Promise<number> {
  const heads = await tx.selectFrom('audit_heads').selectAll().execute();
  for (const { envelope_id, tenant, seq, hash } of heads) {
    const events = await loadTrail(tx, { id: envelope_id, tenant });
    const { ok, head } = verifyChain(
      events.map((event) => ({ ...auditView(event), hash: event.hash })),
    );
    if (ok && head.seq === seq && head.hash === hash) continue;
    throw new BackupError(`The audit trail of ${envelope_id} is not as it was written.`);
  }
  return heads.length;
}
