import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import type { Document } from '../db/documents.ts';
import { insertEnvelopeDocuments } from '../db/envelope-documents.ts';
import { holdFile } from '../db/files.ts';
import { newId } from '../db/ids.ts';
import type { Tenant } from '../db/tenant.ts';
import { PdfRefused } from '../pdf/pdf-engine.ts';
import { FileDamaged, type StagedFile } from '../storage/file-storage.ts';
import { loadDocument, loadDocumentsForCase } from './access.ts';
import { ApiError } from './errors.ts';
import type { FieldTarget } from './place-fields.ts';
import { purgeUnkept } from './purge-file.ts';

/** A document with the file that its signers will see. */
export type PreparedDocument = {
  document: Document;
  presented: StagedFile;
  pageCount: number;
  /** It came with somebody's digital signatures and is left byte for byte as it was. */
  carriesSignatures: boolean;
};

/** A prepared document as fields are placed on it. */
export function targetOf({
  document,
  presented,
  carriesSignatures,
}: PreparedDocument): FieldTarget {
  return { ids: [document.id], path: presented.path, carriesSignatures };
}

/**
 * Makes the presented form of documents, runs `work` with them, and clears away what `work` did
 * not keep. Outside any transaction: it takes as long as it takes.
 *
 * @throws ApiError DOCUMENT_NOT_SIGNABLE with each document's id and reason
 */
export async function withPrepared<T>(
  ctx: Context,
  tenant: Tenant,
  documents: readonly Document[],
  work: (prepared: readonly PreparedDocument[]) => Promise<T>,
): Promise<T> {
  const refused = documents.filter((document) => document.unsignable_reason !== null);
  if (refused.length > 0) {
    throw notSignable(
      refused.map(({ id, unsignable_reason }) => ({ id, reason: unsignable_reason })),
    );
  }
  const prepared: PreparedDocument[] = [];
  try {
    for (const document of documents) prepared.push(await prepareOne(ctx, tenant, document));
    return await work(prepared);
  } catch (error) {
    for (const { presented } of prepared) await purgeUnkept(ctx, tenant, presented.sha256);
    throw error;
  } finally {
    for (const { presented } of prepared) await ctx.storage.discard(presented);
  }
}

async function prepareOne(
  ctx: Context,
  tenant: Tenant,
  document: Document,
): Promise<PreparedDocument> {
  const outputPath = await ctx.storage.stagingPath();
  try {
    const path = await ctx.storage.verified(tenant, document.sha256);
    const file = { path, mimeType: document.mime_type, outputPath };
    const { pageCount, carriesSignatures } = await ctx.pdf.prepare(file);
    const presented = await ctx.storage.adopt(outputPath);
    return { document, presented, pageCount, carriesSignatures };
  } catch (error) {
    await ctx.storage.discard({ path: outputPath });
    // The file is gone when the document was deleted meanwhile.
    if (error instanceof FileDamaged) await loadDocument(ctx.db, tenant, document.id);
    if (!(error instanceof PdfRefused)) throw error;
    throw notSignable([{ id: document.id, reason: error.reason }]);
  }
}

function notSignable(details: readonly { id: string; reason: string | null }[]): ApiError {
  const list = details.map(({ id, reason }) => `${id} (${reason})`).join(', ');
  return new ApiError('DOCUMENT_NOT_SIGNABLE', {
    message: `These documents cannot be signed: ${list}`,
    details,
  });
}

/**
 * Freezes prepared documents in an envelope.
 *
 * @param order the ids of all its documents, in their order
 * @throws ApiError DOCUMENT_NOT_FOUND when one was deleted while it was prepared
 */
export async function freezeDocuments(
  ctx: Context,
  tx: Tx,
  envelope: { id: string; tenant: Tenant; case_id: string },
  prepared: readonly PreparedDocument[],
  { now, order }: { now: Date; order: readonly string[] },
): Promise<void> {
  const { id: envelopeId, tenant } = envelope;
  const created_at = now.toISOString();
  for (const { document, presented } of prepared) {
    // Held before the document is looked for again, so that no purge comes between.
    const original = { sha256: document.sha256, size_bytes: document.size_bytes };
    await holdFile(tx, { tenant, created_at, ...original });
    const file = { sha256: presented.sha256, size_bytes: presented.sizeBytes };
    await holdFile(tx, { tenant, created_at, ...file });
  }
  const ids = prepared.map(({ document }) => document.id);
  await loadDocumentsForCase(tx, tenant, envelope.case_id, ids);
  for (const { presented } of prepared) await ctx.storage.keep(presented, tenant);
  const rows = prepared.map(({ document, presented, pageCount, carriesSignatures }) => ({
    id: newId('envelopeDocument', now),
    tenant,
    envelope_id: envelopeId,
    document_id: document.id,
    position: order.indexOf(document.id),
    filename: document.filename,
    mime_type: document.mime_type,
    page_count: pageCount,
    sha256: document.sha256,
    presented_sha256: presented.sha256,
    signed_sha256: null,
    signed_document_id: null,
    seal_status: 'none' as const,
    seal_level: null,
    sealed_at: null,
    carries_signatures: carriesSignatures ? (1 as const) : (0 as const),
  }));
  await insertEnvelopeDocuments(tx, rows);
}
