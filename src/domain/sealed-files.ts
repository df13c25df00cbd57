import type { Context } from '../context.ts';

/** What this server knows of a file's exact bytes. */
export type SealedFile = {
  known: boolean;
  mode: 'live' | 'test' | null;
  kind: 'document' | 'certificate' | null;
  /** The PAdES baseline level (ETSI EN 319 142-1): `B-B`, `B-T`, … */
  level: string | null;
  /** ISO 8601, UTC. */
  sealed_at: string | null;
  /** Whether a newer version of the file was sealed since. */
  replaced: boolean;
};

/** Looks a file up by the SHA-256 of its bytes, given as 64 hexadecimal digits. */
export async function lookUpSealedFile(_ctx: Context, _sha256: string): Promise<SealedFile> {
  return {
    known: false,
    mode: null,
    kind: null,
    level: null,
    sealed_at: null,
    replaced: false,
  };
}
