import { open } from 'node:fs/promises';
import type { FilesTable } from '../../db/files.ts';
import type { FileStorage } from '../../storage/file-storage.ts';

export type StoredFile = Pick<FilesTable, 'tenant' | 'sha256'>;

export type Copied = { sizeBytes: number } | 'missing' | 'changed';

/** Copies a file from one storage to another, if it is there and as it was stored. */
export async function copyFile(
  from: FileStorage,
  to: FileStorage,
  { tenant, sha256 }: StoredFile,
): Promise<Copied> {
  // Opened before anything waits: a stream that fails while nobody listens would end the process.
  const source = await open(from.path(tenant, sha256)).catch(missing);
  if (source === null) return 'missing';
  const staged = await to.stage(source.createReadStream(), Number.POSITIVE_INFINITY);
  if (staged.sha256 !== sha256) {
    await to.discard(staged);
    return 'changed';
  }
  await to.keep(staged, tenant);
  return { sizeBytes: staged.sizeBytes };
}

function missing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
