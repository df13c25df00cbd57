import type { Context } from '../context.ts';
import { holdCase } from '../db/cases.ts';
import {
  type Document,
  deleteDocument as deleteDocumentRow,
  insertDocument,
  listDocuments as listDocumentRows,
} from '../db/documents.ts';
import { holdFile } from '../db/files.ts';
import { isUuid, newId } from '../db/ids.ts';
import { detectType } from '../storage/detect-type.ts';
import type { StagedFile } from '../storage/file-storage.ts';
import { loadCase, loadDocument } from './access.ts';
import type { Caller } from './caller.ts';
import { ApiError } from './errors.ts';
import type { FileReply } from './file-reply.ts';
import { type PageInput, pageOfRows, pageToRead } from './page.ts';
import { purgeLater } from './purge-file.ts';
import { tenantNow } from './tenant-time.ts';

export type Upload = {
  file: StagedFile;
  filename: string;
  case_id?: string;
  folder_id?: string;
  party_ids?: readonly string[];
};

/**
 * Makes a document of an uploaded file. Its type comes from its bytes; a PDF or an image is opened
 * in a contained process to learn its pages and whether it can be signed.
 *
 * @throws ApiError CASE_NOT_FOUND; UNSUPPORTED_MEDIA_TYPE when the bytes are of no accepted type
 */
export async function uploadDocument(ctx: Context, caller: Caller, upload: Upload) {
  const { tenant } = caller;
  const caseId =
    upload.case_id === undefined ? null : (await loadCase(ctx.db, tenant, upload.case_id)).id;
  const mimeType = await detectType(upload.file.path);
  if (!mimeType) {
    throw new ApiError('UNSUPPORTED_MEDIA_TYPE', {
      message: 'The file is none of PDF, DOCX, DOC, PNG, JPG, TIFF.',
    });
  }
  const { pageCount, reason } = await ctx.pdf.inspect({ path: upload.file.path, mimeType });
  return ctx.transact(async (tx) => {
    const now = await tenantNow(ctx, tx, tenant);
    const { sha256, sizeBytes } = upload.file;
    if (caseId !== null && !(await holdCase(tx, tenant, caseId))) {
      throw new ApiError('CASE_NOT_FOUND');
    }
    const created_at = now.toISOString();
    await holdFile(tx, { tenant, sha256, size_bytes: sizeBytes, created_at });
    await ctx.storage.keep(upload.file, tenant);
    const row = {
      id: newId('document', now),
      tenant,
      case_id: caseId,
      folder_id: upload.folder_id ?? null,
      party_ids: JSON.stringify(upload.party_ids ?? []),
      filename: upload.filename,
      mime_type: mimeType,
      size_bytes: sizeBytes,
      sha256,
      page_count: pageCount,
      unsignable_reason: reason,
      envelope_id: null,
      created_at,
      updated_at: created_at,
    };
    await insertDocument(tx, row);
    return presentDocument(row);
  });
}

/** @throws ApiError DOCUMENT_NOT_FOUND */
export async function getDocument(ctx: Context, caller: Caller, id: string) {
  return presentDocument(await loadDocument(ctx.db, caller.tenant, id));
}

/** A page of the tenant's documents, newest first, or of those of one case. */
export async function listDocuments(
  ctx: Context,
  caller: Caller,
  input: PageInput & { case_id?: string },
) {
  const page = pageToRead(input);
  const caseId = input.case_id?.toLowerCase();
  // A filter selects: what is no case id has no documents.
  const found =
    caseId === undefined || isUuid(caseId)
      ? await listDocumentRows(ctx.db, caller.tenant, { caseId }, page)
      : [];
  const { rows, ...rest } = pageOfRows(found, input.limit);
  return { data: rows.map(presentDocument), ...rest };
}

/** The raw file of a document. @throws ApiError DOCUMENT_NOT_FOUND */
export async function downloadDocument(
  ctx: Context,
  caller: Caller,
  id: string,
): Promise<FileReply> {
  const { filename, mime_type, sha256 } = await loadDocument(ctx.db, caller.tenant, id);
  return { path: ctx.storage.path(caller.tenant, sha256), filename, mimeType: mime_type, sha256 };
}

/** Deletes a document of the case. Envelopes keep the bytes they were made from. */
export function deleteDocument(ctx: Context, caller: Caller, id: string): Promise<void> {
  return ctx.transact(async (tx) => {
    await loadDocument(tx, caller.tenant, id);
    const deleted = await deleteDocumentRow(tx, caller.tenant, id);
    if (!deleted) throw new ApiError('DOCUMENT_NOT_FOUND', { details: [id] });
    await purgeLater(tx, caller.tenant, deleted.sha256, await tenantNow(ctx, tx, caller.tenant));
  });
}

function presentDocument(row: Document) {
  return {
    id: row.id,
    filename: row.filename,
    mime_type: row.mime_type,
    size_bytes: row.size_bytes,
    status: 'processed' as const,
    case_id: row.case_id,
    folder_id: row.folder_id,
    parties: JSON.parse(row.party_ids) as string[],
    page_count: row.page_count,
    sha256: row.sha256,
    signable: row.unsignable_reason === null,
    unsignable_reason: row.unsignable_reason,
    envelope_id: row.envelope_id,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}
