import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { insertDocument } from '../db/documents.ts';
import { type EnvelopeDocument, updateEnvelopeDocument } from '../db/envelope-documents.ts';
import { updateEnvelope } from '../db/envelopes.ts';
import { newId } from '../db/ids.ts';
import type { Tenant } from '../db/tenant.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { StagedFile } from '../storage/file-storage.ts';
import { documentOf, holdEnvelope, loadEnvelope } from './access.ts';
import { type AuditStamp, appendAudit, NOWHERE } from './audit.ts';
import { type Envelope, sealOf } from './envelope.ts';
import { recordEvents } from './events.ts';
import { keepFile } from './keep-file.ts';
import {
  awaitTimeStamp,
  describeSeal,
  endOfTrail,
  recordOf,
  recordSealed,
  type SealedFile,
  sealOptions,
  withSealedFile,
} from './sealing.ts';
import { signedContent } from './signed-content.ts';
import { signedName } from './signer-documents.ts';
import { tenantNow } from './tenant-time.ts';

/**
 * Makes and seals the signed file of one document of a completed envelope. The file's hash and the
 * document that returns to the case appear in one commit; the last document of an envelope has its
 * certificates made. Harmless when it is done again.
 *
 * @throws PdfFailed, FileDamaged, SealKeyError, TimeStampAwaited: the caller tries again later
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
  const head = await endOfTrail(ctx.db, envelope);
  const content = signedContent(ctx, envelope, document, head);
  await withSealedFile(
    ctx,
    tenant,
    async (outputPath) => {
      const seal = sealOptions(ctx, envelope, head);
      const sealed = await ctx.pdf.seal({ path, outputPath, seal, ...content });
      awaitTimeStamp(ctx, head, sealed);
      return { ...sealed, fingerprint: seal.key.fingerprint };
    },
    (tx, file, sealed) => commitSigned(ctx, tx, envelope, documentId, file, sealed),
  );
}

async function commitSigned(
  ctx: Context,
  tx: Tx,
  { id: envelopeId, tenant }: Envelope,
  documentId: string,
  signed: StagedFile,
  sealed: SealedFile,
): Promise<void> {
  // Held: one document after the other, so that the last one sees all others done.
  const envelope = await holdEnvelope(tx, tenant, envelopeId);
  const now = await tenantNow(ctx, tx, tenant);
  const document = documentOf(envelope, documentId);
  if (document.signed_sha256 !== null) return;
  await updateEnvelope(tx, envelope, { updated_at: now.toISOString() });
  await keepFile(ctx, tx, tenant, signed, now);
  const signedDocumentId = await returnToCase(tx, envelope, document, { signed, sealed, now });
  const record = recordOf(documentId, signed, sealed);
  await recordSealed(tx, envelope, record, now);
  await updateEnvelopeDocument(tx, documentId, {
    signed_sha256: signed.sha256,
    signed_document_id: signedDocumentId,
    seal_status: 'sealed',
    seal_level: record.level,
    sealed_at: record.sealedAt,
  });
  const data = { document_id: documentId, signed_sha256: signed.sha256, ...describeSeal(record) };
  const stamp = { actor: { type: 'system' as const }, origin: NOWHERE, now };
  await appendAudit(tx, envelopeId, [{ type: 'document.sealed', data }], stamp);
  await finishEnvelope(tx, tenant, envelopeId, stamp);
}

/** The signed file as a document of the envelope's case. Returns its id. */
async function returnToCase(
  tx: Tx,
  { id: envelope_id, tenant, case_id }: Envelope,
  { filename }: EnvelopeDocument,
  { signed, sealed, now }: { signed: StagedFile; sealed: SealedFile; now: Date },
): Promise<string> {
  const id = newId('document', now);
  await insertDocument(tx, {
    id,
    tenant,
    case_id,
    folder_id: null,
    party_ids: '[]',
    filename: signedName(filename),
    mime_type: 'application/pdf',
    size_bytes: signed.sizeBytes,
    sha256: signed.sha256,
    page_count: sealed.pageCount,
    unsignable_reason: null,
    envelope_id,
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
  });
  return id;
}

/** Once the last document is sealed: says so, and has the certificates made. */
async function finishEnvelope(
  tx: Tx,
  tenant: Tenant,
  envelopeId: string,
  stamp: AuditStamp,
): Promise<void> {
  const envelope = await loadEnvelope(tx, tenant, envelopeId);
  const seal = sealOf(envelope.documents);
  if (!seal) return;
  await appendAudit(tx, envelopeId, [{ type: 'envelope.sealed', data: seal }], stamp);
  for (const { audience } of envelope.certificates) {
    const message = { type: 'certificate.finish', tenant, envelopeId, audience } as const;
    await enqueue(tx, message, { now: stamp.now, dedupeKey: `${envelopeId}:${audience}` });
  }
  await recordEvents(tx, envelope, [{ type: 'envelope.sealed', data: { seal } }], stamp.now);
}

/** Has the copies sent to everybody, and to the sender. */
export async function enqueueCopies(tx: Tx, envelope: Envelope, now: Date): Promise<void> {
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
