import type { Insertable, Selectable } from 'kysely';
import type { Db, Tx } from './database.ts';
import { isOneOf } from './dialects.ts';
import { olderThan, type Page } from './keyset.ts';
import type { Tenant } from './tenant.ts';

export type DocumentsTable = {
  id: string;
  tenant: Tenant;
  case_id: string | null;
  folder_id: string | null;
  /** JSON array of the ids that came with the upload. */
  party_ids: string;
  filename: string;
  mime_type: string;
  size_bytes: number;
  sha256: string;
  page_count: number | null;
  /** Why it cannot be signed; null where it can. */
  unsignable_reason: string | null;
  /** The envelope of which this is the signed outcome. */
  envelope_id: string | null;
  created_at: string;
  updated_at: string;
};
export type Document = Selectable<DocumentsTable>;

export async function insertDocument(db: Db, row: Insertable<DocumentsTable>): Promise<void> {
  await db.insertInto('documents').values(row).execute();
}

export function findDocument(db: Db, tenant: Tenant, id: string): Promise<Document | undefined> {
  return db
    .selectFrom('documents')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Those of the ids that exist, in no particular order. */
export function findDocuments(db: Db, tenant: Tenant, ids: readonly string[]): Promise<Document[]> {
  return db
    .selectFrom('documents')
    .selectAll()
    .where('tenant', '=', tenant)
    .where(isOneOf(db, 'id', ids))
    .execute();
}

export function listDocuments(
  db: Db,
  tenant: Tenant,
  filter: { caseId?: string },
  page: Page,
): Promise<Document[]> {
  let query = db.selectFrom('documents').selectAll().where('tenant', '=', tenant);
  if (filter.caseId !== undefined) query = query.where('case_id', '=', filter.caseId);
  if (page.after) query = query.where(olderThan(page.after));
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/** Puts a newer version in the place of a document's file. Its page count stays. */
export async function replaceDocumentFile(
  tx: Tx,
  id: string,
  { sha256, sizeBytes }: { sha256: string; sizeBytes: number },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('documents')
    .set({ sha256, size_bytes: sizeBytes, updated_at: now.toISOString() })
    .where('id', '=', id)
    .execute();
}

/** Deletes a document and returns it, or undefined where there was none. */
export function deleteDocument(tx: Tx, tenant: Tenant, id: string): Promise<Document | undefined> {
  return tx
    .deleteFrom('documents')
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** Deletes the documents of a case and returns them. */
export function deleteDocumentsOfCase(tx: Tx, tenant: Tenant, caseId: string): Promise<Document[]> {
  return tx
    .deleteFrom('documents')
    .where('tenant', '=', tenant)
    .where('case_id', '=', caseId)
    .returningAll()
    .execute();
}
