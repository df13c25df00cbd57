import { createHash } from 'node:crypto';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const manifest = z.object({
  format: z.literal('signing-backup/1'),
  created_at: z.string(),
  source: z.enum(['sqlite', 'postgres']),
  /** The newest migration of the database: what its columns are. */
  schema: z.string(),
  /** Of the secret that links and webhooks need; see `secretMark`. */
  secret_mark: z.string(),
  tables: z.array(
    z.object({ name: z.string().regex(/^[a-z_]+$/), rows: z.number().int(), sha256: hash }),
  ),
  /** Files name their own hashes; those that are registered are in the table `files`. */
  files: z.object({
    count: z.number().int(),
    bytes: z.number().int(),
    /** Missing or changed when the backup was made. */
    damaged: z.array(z.object({ tenant: z.string(), sha256: hash })),
  }),
});

/** What a backup consists of. It is written last: without it a backup is none. */
export type BackupManifest = z.infer<typeof manifest>;

/** A backup that cannot be made or restored, in one line for the operator. */
export class BackupError extends Error {}

export const manifestPath = (directory: string) => join(directory, 'manifest.json');
export const filesPath = (directory: string) => join(directory, 'files');
export const tablePath = (directory: string, table: string) =>
  join(directory, 'tables', `${table}.ndjson`);

/** Writes the manifest and returns its SHA-256. */
export async function writeManifest(directory: string, content: BackupManifest): Promise<string> {
  const text = `${JSON.stringify(content, null, 2)}\n`;
  await writeFile(manifestPath(directory), text, { mode: 0o600, flush: true });
  const handle = await open(directory);
  await handle.sync();
  await handle.close();
  return createHash('sha256').update(text).digest('hex');
}

/** @throws BackupError where there is none that this program can read */
export async function readManifest(directory: string): Promise<BackupManifest> {
  const text = await readFile(manifestPath(directory), 'utf8').catch(() => null);
  if (text === null) {
    throw new BackupError(`${directory} holds no whole backup: it has no manifest.json.`);
  }
  const parsed = manifest.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  throw new BackupError('manifest.json is none of a backup that this version can read.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
