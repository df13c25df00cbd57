import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Db, Tx } from './database.ts';
import { isOneOf } from './dialects.ts';
import type { SealLevel } from './sealed-files.ts';
import type { Tenant } from './tenant.ts';

export type SealStatus = 'none' | 'pending' | 'sealed' | 'failing';

export type EnvelopeDocumentsTable = {
  id: string;
  tenant: Tenant;
  envelope_id: string;
  /** The case's document this one was made from. It may be deleted since. */
  document_id: string;
  position: number;
  filename: string;
  mime_type: string;
  page_count: number;
  /** Of the file as uploaded, as shown to signers, and as signed by all. */
  sha256: string;
  presented_sha256: string;
  signed_sha256: string | null;
  signed_document_id: string | null;
  seal_status: SealStatus;
  /** PAdES baseline level and time of the newest seal. */
  seal_level: SealLevel | null;
  sealed_at: string | null;
  /** 1: the file came with somebody's digital signatures and is never rewritten. */
  carries_signatures: 0 | 1;
};
export type EnvelopeDocument = Selectable<EnvelopeDocumentsTable>;

export async function insertEnvelopeDocuments(
  tx: Tx,
  rows: readonly Insertable<EnvelopeDocumentsTable>[],
): Promise<void> {
  for (const row of rows) await tx.insertInto('envelope_documents').values(row).execute();
}

/** The documents of some envelopes, each envelope's in its order. */
export function findEnvelopeDocuments(
  db: Db,
  envelopeIds: readonly string[],
): Promise<EnvelopeDocument[]> {
  return db
    .selectFrom('envelope_documents')
    .selectAll()
    .where(isOneOf(db, 'envelope_id', envelopeIds))
    .orderBy('envelope_id')
    .orderBy('position')
    .execute();
}

export async function updateEnvelopeDocument(
  tx: Tx,
  id: string,
  changes: Updateable<EnvelopeDocumentsTable>,
): Promise<void> {
  await tx.updateTable('envelope_documents').set(changes).where('id', '=', id).execute();
}

export async function markDocumentsPending(tx: Tx, envelopeId: string): Promise<void> {
  await tx
    .updateTable('envelope_documents')
    .set({ seal_status: 'pending' })
    .where('envelope_id', '=', envelopeId)
    .execute();
}

export async function deleteEnvelopeDocument(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('envelope_documents').where('id', '=', id).execute();
}
