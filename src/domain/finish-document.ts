import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { insertDocument } from '../db/documents.ts';
import { updateEnvelopeDocument } from '../db/envelope-documents.ts';
import { updateEnvelope } from '../db/envelopes.ts';
import { holdFile } from '../db/files.ts';
import { newId } from '../db/ids.ts';
import { modeOf, type Tenant } from '../db/tenant.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { SignaturePage } from '../pdf/pdf-engine.ts';
import type { StagedFile } from '../storage/file-storage.ts';
import { documentOf, holdEnvelope, loadEnvelope } from './access.ts';
import { type AuditStamp, appendAudit, NOWHERE } from './audit.ts';
import type { Envelope } from './envelope.ts';
import { maskEmail } from './mask-email.ts';
import { signedName } from './signer-documents.ts';

/**
 * Makes the signed file of one document of a completed envelope. The file's hash and the document
 * that returns to the case appear in one commit; the last document of an envelope has the copies
 * sent. Harmless when it is done again.
 *
 * @throws PdfFailed, FileDamaged: the caller tries again later
 */
export async function finishDocument(
  ctx: Context,
  tenant: Tenant,
  envelopeId: string,
  documentId: string,
): Promise<void> {
  const envelope = await loadEnvelope(ctx.db, tenant, envelopeId);
  const document = documentOf(envelope, documentId);
  if (envelope.status !== 'completed' || document.signed_sha256 !== null) return;
  const path = await ctx.storage.verified(tenant, document.presented_sha256);
  const outputPath = await ctx.storage.stagingPath();
  try {
    const page = signaturePage(envelope, documentId);
    const { pageCount } = await ctx.pdf.appendSignaturePage({
      path,
      outputPath,
      marks: [],
      page,
      watermark: page.watermark,
    });
    const signed = await ctx.storage.adopt(outputPath);
    await ctx.transact((tx) => commitSigned(ctx, tx, envelope, documentId, signed, pageCount));
  } finally {
    await ctx.storage.discard({ path: outputPath });
  }
}

async function commitSigned(
  ctx: Context,
  tx: Tx,
  { id: envelopeId, tenant }: Envelope,
  documentId: string,
  signed: StagedFile,
  pageCount: number,
): Promise<void> {
  // Held: one document after the other, so that the last one sees all others done.
  const envelope = await holdEnvelope(tx, tenant, envelopeId);
  const now = ctx.clock.now();
  const document = documentOf(envelope, documentId);
  if (document.signed_sha256 !== null) return;
  const created_at = now.toISOString();
  await updateEnvelope(tx, envelope, { updated_at: created_at });
  await holdFile(tx, { tenant, sha256: signed.sha256, size_bytes: signed.sizeBytes, created_at });
  await ctx.storage.keep(signed, tenant);
  const signedDocumentId = newId('document', now);
  await insertDocument(tx, {
    id: signedDocumentId,
    tenant,
    case_id: envelope.case_id,
    folder_id: null,
    party_ids: '[]',
    filename: signedName(document.filename),
    mime_type: 'application/pdf',
    size_bytes: signed.sizeBytes,
    sha256: signed.sha256,
    page_count: pageCount,
    unsignable_reason: null,
    envelope_id: envelopeId,
    created_at,
    updated_at: created_at,
  });
  // The digital seal comes with the certificate of completion; until then a signed file is not
  // sealed and says so.
  await updateEnvelopeDocument(tx, documentId, {
    signed_sha256: signed.sha256,
    signed_document_id: signedDocumentId,
    seal_status: 'none',
  });
  const data = { document_id: documentId, signed_sha256: signed.sha256 };
  const stamp = { actor: { type: 'system' as const }, origin: NOWHERE, now };
  await appendAudit(tx, envelopeId, [{ type: 'document.signed', data }], stamp);
  const rest = envelope.documents.filter(({ id }) => id !== documentId);
  if (rest.every(({ signed_sha256 }) => signed_sha256 !== null)) {
    await enqueueCopies(tx, envelope, now);
  }
}

async function enqueueCopies(tx: Tx, envelope: Envelope, now: Date): Promise<void> {
  const { id: envelopeId, tenant } = envelope;
  const parties = envelope.signers.map(({ id }) => id);
  const recipients = envelope.sender_email === null ? parties : [...parties, 'sender'];
  for (const recipient of recipients) {
    await enqueue(
      tx,
      { type: 'mail.completed', tenant, envelopeId, recipient },
      { now, dedupeKey: `${envelopeId}:${recipient}` },
    );
  }
}

/** Shows that a document could not be finished yet; it is tried again. */
export async function noteFailing(
  tx: Tx,
  tenant: Tenant,
  envelopeId: string,
  { documentId, reason }: { documentId: string; reason: string },
  stamp: AuditStamp,
): Promise<void> {
  const document = documentOf(await holdEnvelope(tx, tenant, envelopeId), documentId);
  if (document.signed_sha256 !== null || document.seal_status === 'failing') return;
  await updateEnvelopeDocument(tx, documentId, { seal_status: 'failing' });
  const entry = { type: 'document.failed' as const, data: { document_id: documentId, reason } };
  await appendAudit(tx, envelopeId, [entry], stamp);
}

function signaturePage(envelope: Envelope, documentId: string): SignaturePage {
  const document = documentOf(envelope, documentId);
  return {
    locale: envelope.locale,
    timeZone: envelope.time_zone,
    envelopeId: envelope.id,
    title: envelope.title,
    filename: document.filename,
    pageCount: document.page_count,
    originalSha256: document.sha256,
    presentedSha256: document.presented_sha256,
    completedAt: envelope.completed_at ?? envelope.updated_at,
    sender: { name: envelope.sender_name },
    watermark: modeOf(envelope.tenant) === 'test',
    signers: envelope.signers.flatMap((signer) =>
      signer.role === 'cc'
        ? []
        : [
            {
              name: signer.name,
              emailMasked: maskEmail(signer.email),
              role: signer.role,
              signatureText: signer.signature_text,
              at: signer.signed_at ?? '',
              openedAt: signer.viewed_at,
            },
          ],
    ),
  };
}
