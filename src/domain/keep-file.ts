import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { holdFile } from '../db/files.ts';
import type { Tenant } from '../db/tenant.ts';
import type { StagedFile } from '../storage/file-storage.ts';

/** Registers a staged file and moves it into place, inside the transaction that refers to it. */
export async function keepFile(
  ctx: Context,
  tx: Tx,
  tenant: Tenant,
  file: StagedFile,
  now: Date,
): Promise<void> {
  const { sha256, sizeBytes } = file;
  await holdFile(tx, { tenant, sha256, size_bytes: sizeBytes, created_at: now.toISOString() });
  await ctx.storage.keep(file, tenant);
}
