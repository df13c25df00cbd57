import { createReadStream } from 'node:fs';
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
  const source = createReadStream(from.path(tenant, sha256));
  try {
    const staged = await to.stage(source, Number.POSITIVE_INFINITY);
    if (staged.sha256 !== sha256) {
      await to.discard(staged);
      return 'changed';
    }
    await to.keep(staged, tenant);
    return { sizeBytes: staged.sizeBytes };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'missing';
    throw error;
  }
}
