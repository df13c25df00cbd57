import type { Insertable, Selectable } from 'kysely';
import type { Db, Tx } from './database.ts';
import type { Tenant } from './tenant.ts';

/** PAdES baseline levels (EN 319 142-1). */
export type SealLevel = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

/** Append-only: every file that was ever sealed, earlier versions of raised ones too. */
export type SealedFilesTable = {
  id: string;
  tenant: Tenant;
  envelope_id: string;
  /** The id of the envelope's document, or `certificate_sender`, `certificate_parties`. */
  subject: string;
  /** From 1; a file whose level was raised later is the next version. */
  version: number;
  sha256: string;
  level: SealLevel;
  sealed_at: string;
  /** SHA-256 of the sealing certificate. */
  fingerprint: string;
  /** Why it has no time stamp although an authority was asked. */
  time_stamp_failed: string | null;
  created_at: string;
};
export type SealedFile = Selectable<SealedFilesTable>;

export async function insertSealedFile(tx: Tx, row: Insertable<SealedFilesTable>): Promise<void> {
  await tx.insertInto('sealed_files').values(row).execute();
}

/** The sealed files of an envelope, each subject's versions in their order. */
export function findSealedFiles(db: Db, envelopeId: string): Promise<SealedFile[]> {
  return db
    .selectFrom('sealed_files')
    .selectAll()
    .where('envelope_id', '=', envelopeId)
    .orderBy('subject')
    .orderBy('version')
    .execute();
}

/** The sealed file of a hash, of whatever tenant: who has the file may know that it was sealed. */
export function findSealedFile(db: Db, sha256: string): Promise<SealedFile | undefined> {
  return db
    .selectFrom('sealed_files')
    .selectAll()
    .where('sha256', '=', sha256)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
}

/** Whether anything was ever sealed with the certificate of this fingerprint. */
export async function isSealingKey(db: Db, fingerprint: string): Promise<boolean> {
  const sealed = await db
    .selectFrom('sealed_files')
    .select('id')
    .where('fingerprint', '=', fingerprint)
    .limit(1)
    .executeTakeFirst();
  return sealed !== undefined;
}
