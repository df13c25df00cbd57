import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { deleteFileRow, holdFileRow, isFileNeeded } from '../db/files.ts';
import { newId } from '../db/ids.ts';
import type { Tenant } from '../db/tenant.ts';
import { enqueue } from '../outbox/enqueue.ts';

/** Has the worker look, after this commit, whether a file is still needed. */
export function purgeLater(tx: Tx, tenant: Tenant, sha256: string, now: Date): Promise<void> {
  return enqueue(
    tx,
    { type: 'file.purge', tenant, sha256 },
    { now, dedupeKey: newId('message', now) },
  );
}

/**
 * Removes a file that no document needs any more. Its row is held meanwhile: an upload of the same
 * bytes waits, and then finds neither row nor file and stores them again.
 */
export function purgeFile(ctx: Context, tenant: Tenant, sha256: string): Promise<void> {
  return ctx.transact(async (tx) => {
    await holdFileRow(tx, tenant, sha256, ctx.clock.now().toISOString());
    if (await isFileNeeded(tx, tenant, sha256)) return;
    await deleteFileRow(tx, tenant, sha256);
    await ctx.storage.remove(tenant, sha256);
  });
}

/** Removes a file whose transaction failed after it was moved into place, unless others need it. */
export async function purgeUnkept(ctx: Context, tenant: Tenant, sha256: string): Promise<void> {
  try {
    await purgeFile(ctx, tenant, sha256);
  } catch (error) {
    ctx.log.warn({ err: error, sha256 }, 'a file that nobody needs could not be removed');
  }
}
