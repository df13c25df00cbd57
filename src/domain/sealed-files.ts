import type { Context } from '../context.ts';
import { findSealedFile, findSealedFiles } from '../db/sealed-files.ts';
import { modeOf } from '../db/tenant.ts';

/** What this server knows of a file's exact bytes. */
export type KnownFile = {
  known: boolean;
  mode: 'live' | 'test' | null;
  kind: 'document' | 'certificate' | null;
  /** The PAdES baseline level (EN 319 142-1). */
  level: string | null;
  /** ISO 8601, UTC. */
  sealed_at: string | null;
  /** Whether a newer version of the file was sealed since. */
  replaced: boolean;
};

const UNKNOWN: KnownFile = {
  known: false,
  mode: null,
  kind: null,
  level: null,
  sealed_at: null,
  replaced: false,
};

/**
 * Looks a file up by the SHA-256 of its bytes, given as 64 hexadecimal digits. Only what was sealed
 * is known: of other files a hash would tell that a tenant has them.
 */
export async function lookUpSealedFile(ctx: Context, sha256: string): Promise<KnownFile> {
  const file = await findSealedFile(ctx.db, sha256);
  if (!file) return UNKNOWN;
  const all = await findSealedFiles(ctx.db, file.envelope_id);
  return {
    known: true,
    mode: modeOf(file.tenant),
    kind: file.subject.startsWith('certificate') ? 'certificate' : 'document',
    level: file.level,
    sealed_at: file.sealed_at,
    replaced: all.some(
      ({ subject, version }) => subject === file.subject && version > file.version,
    ),
  };
}
