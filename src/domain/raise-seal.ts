import type { Context } from '../context.ts';
import { findCertificates, updateCertificate } from '../db/certificates.ts';
import type { Tx } from '../db/database.ts';
import { replaceDocumentFile } from '../db/documents.ts';
import { updateEnvelopeDocument } from '../db/envelope-documents.ts';
import { updateEnvelope } from '../db/envelopes.ts';
import { findSealedFiles, type SealedFile } from '../db/sealed-files.ts';
import type { Tenant } from '../db/tenant.ts';
import type { StagedFile } from '../storage/file-storage.ts';
import { holdEnvelope, loadEnvelope } from './access.ts';
import { appendAudit, NOWHERE } from './audit.ts';
import type { Envelope } from './envelope.ts';
import { certificateSubject } from './finish-certificate.ts';
import { keepFile } from './keep-file.ts';
import { describeSeal, recordSealed, type SealedRecord, withSealedFile } from './sealing.ts';
import { tenantNow } from './tenant-time.ts';

/**
 * Raises the level of a file that was sealed without a time stamp because the authority failed: a
 * document time stamp is appended, the sealed bytes stay as they are. The earlier version is kept.
 * Harmless when it is done again.
 *
 * @param subject a document of the envelope, or one of its certificates
 * @throws TimeStampError, PdfFailed, FileDamaged: the caller tries again later
 */
export async function raiseSeal(
  ctx: Context,
  tenant: Tenant,
  envelopeId: string,
  subject: string,
): Promise<void> {
  const { tsa } = ctx;
  const before = await newestVersion(ctx, envelopeId, subject);
  if (tsa === null || before?.level !== 'B-B') return;
  const envelope = await loadEnvelope(ctx.db, tenant, envelopeId);
  const path = await ctx.storage.verified(tenant, before.sha256);
  await withSealedFile(
    ctx,
    tenant,
    (outputPath) => ctx.pdf.raise({ path, outputPath, tsa }),
    (tx, file, { level, at }) =>
      commitRaised(ctx, tx, envelope, before, file, {
        subject,
        version: before.version + 1,
        sha256: file.sha256,
        level,
        sealedAt: at.toISOString(),
        fingerprint: before.fingerprint,
        timeStampFailed: null,
        validationFailed: null,
      }),
  );
}

async function newestVersion(
  ctx: Context,
  envelopeId: string,
  subject: string,
): Promise<SealedFile | undefined> {
  const files = await findSealedFiles(ctx.db, envelopeId);
  return files.findLast((file) => file.subject === subject);
}

async function commitRaised(
  ctx: Context,
  tx: Tx,
  { id, tenant }: Envelope,
  before: SealedFile,
  file: StagedFile,
  record: SealedRecord,
): Promise<void> {
  // Held: of two that raise the same file the second finds it raised.
  const envelope = await holdEnvelope(tx, tenant, id);
  const files = await findSealedFiles(tx, id);
  if (files.some((each) => each.subject === before.subject && each.version > before.version))
    return;
  const now = await tenantNow(ctx, tx, tenant);
  await updateEnvelope(tx, envelope, { updated_at: now.toISOString() });
  await keepFile(ctx, tx, tenant, file, now);
  await recordSealed(tx, envelope, record, now);
  const seal = { seal_level: record.level, sealed_at: record.sealedAt };
  const document = envelope.documents.find((each) => each.id === before.subject);
  const raised = { from_sha256: before.sha256, ...describeSeal(record) };
  const stamp = { actor: { type: 'system' as const }, origin: NOWHERE, now };
  if (document) {
    await updateEnvelopeDocument(tx, document.id, { signed_sha256: file.sha256, ...seal });
    // The case's copy may be deleted by now.
    if (document.signed_document_id) {
      await replaceDocumentFile(tx, document.signed_document_id, file, now);
    }
    const data = { document_id: document.id, signed_sha256: file.sha256, ...raised };
    await appendAudit(tx, id, [{ type: 'document.raised', data }], stamp);
    return;
  }
  const certificates = await findCertificates(tx, [id]);
  const certificate = certificates.find(
    (each) => certificateSubject(each.audience) === before.subject,
  );
  if (!certificate) return;
  await updateCertificate(tx, certificate, { sha256: file.sha256, ...seal });
  const data = { audience: certificate.audience, sha256: file.sha256, ...raised };
  await appendAudit(tx, id, [{ type: 'certificate.raised', data }], stamp);
}
