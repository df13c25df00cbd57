import type { Context } from '../context.ts';
import { type Audience, updateCertificate } from '../db/certificates.ts';
import type { Tx } from '../db/database.ts';
import { updateEnvelope } from '../db/envelopes.ts';
import { findSealedFiles } from '../db/sealed-files.ts';
import type { Tenant } from '../db/tenant.ts';
import type { StagedFile } from '../storage/file-storage.ts';
import { holdEnvelope, loadEnvelope } from './access.ts';
import { type AuditStamp, appendAudit, NOWHERE } from './audit.ts';
import { certificateContent, loadTrail } from './certificate-content.ts';
import type { Envelope } from './envelope.ts';
import { enqueueCopies } from './finish-document.ts';
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
import { tenantNow } from './tenant-time.ts';

/**
 * Makes and seals a certificate of completion, or the report of an envelope that ended otherwise.
 * The last one of a completed envelope has the copies sent. Harmless when it is done again.
 *
 * @throws PdfFailed, SealKeyError, TimeStampAwaited: the caller tries again later
 */
export async function finishCertificate(
  ctx: Context,
  tenant: Tenant,
  envelopeId: string,
  audience: Audience,
): Promise<void> {
  const envelope = await loadEnvelope(ctx.db, tenant, envelopeId);
  if (isMade(envelope, audience)) return;
  const head = await endOfTrail(ctx.db, envelope);
  const trail = await loadTrail(ctx.db, envelope);
  const sealed = await findSealedFiles(ctx.db, envelopeId);
  const certificate = certificateContent(ctx, envelope, audience, { head, trail, sealed });
  await withSealedFile(
    ctx,
    tenant,
    async (outputPath) => {
      const seal = sealOptions(ctx, envelope, head);
      const made = await ctx.pdf.certificate({ outputPath, certificate, seal });
      awaitTimeStamp(ctx, head, made);
      return { ...made, fingerprint: seal.key.fingerprint };
    },
    (tx, file, made) => commitCertificate(ctx, tx, envelope, audience, { file, made }),
  );
}

async function commitCertificate(
  ctx: Context,
  tx: Tx,
  { id: envelopeId, tenant }: Envelope,
  audience: Audience,
  { file, made }: { file: StagedFile; made: SealedFile },
): Promise<void> {
  const envelope = await holdEnvelope(tx, tenant, envelopeId);
  if (isMade(envelope, audience)) return;
  const now = await tenantNow(ctx, tx, tenant);
  await updateEnvelope(tx, envelope, { updated_at: now.toISOString() });
  await keepFile(ctx, tx, tenant, file, now);
  const record = recordOf(certificateSubject(audience), file, made);
  await recordSealed(tx, envelope, record, now);
  await updateCertificate(
    tx,
    { envelope_id: envelopeId, audience },
    {
      sha256: file.sha256,
      seal_status: 'sealed',
      seal_level: record.level,
      sealed_at: record.sealedAt,
    },
  );
  const data = { audience, sha256: file.sha256, ...describeSeal(record) };
  const stamp = { actor: { type: 'system' as const }, origin: NOWHERE, now };
  await appendAudit(tx, envelopeId, [{ type: 'certificate.sealed', data }], stamp);
  const rest = envelope.certificates.filter((each) => each.audience !== audience);
  const last = rest.every(({ sha256 }) => sha256 !== null);
  if (last && envelope.status === 'completed') await enqueueCopies(tx, envelope, now);
}

function isMade({ id, certificates }: Envelope, audience: Audience): boolean {
  const certificate = certificates.find((each) => each.audience === audience);
  if (!certificate) throw new Error(`The envelope ${id} has no certificate for ${audience}`);
  return certificate.sha256 !== null;
}

/** How the register of sealed files names a certificate. */
export function certificateSubject(audience: Audience): string {
  return `certificate_${audience}`;
}

/** Shows that a certificate could not be made yet; it is tried again. */
export async function noteCertificateFailing(
  tx: Tx,
  tenant: Tenant,
  envelopeId: string,
  { audience, reason }: { audience: Audience; reason: string },
  stamp: AuditStamp,
): Promise<void> {
  const envelope = await holdEnvelope(tx, tenant, envelopeId);
  const certificate = envelope.certificates.find((each) => each.audience === audience);
  if (certificate?.seal_status !== 'pending') return;
  await updateCertificate(tx, certificate, { seal_status: 'failing' });
  const entry = { type: 'certificate.failed' as const, data: { audience, reason } };
  await appendAudit(tx, envelopeId, [entry], stamp);
}
