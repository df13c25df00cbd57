import type { Readable } from 'node:stream';
import type { Context } from '../context.ts';
import { findAuditStamps } from '../db/audit-stamps.ts';
import { findSealedFiles, type SealedFile } from '../db/sealed-files.ts';
import { modeOf } from '../db/tenant.ts';
import {
  originalPath,
  presentedPath,
  signatureImagePath,
  signedPath,
} from '../evidence/file-names.ts';
import { type BundleFile, writeBundle } from '../evidence/write-bundle.ts';
import { sealDetached } from '../pdf/seal/detached.ts';
import type { SealKey } from '../pdf/seal/seal-key.ts';
import { loadEnvelope } from './access.ts';
import { appendAudit, auditView } from './audit.ts';
import type { Caller } from './caller.ts';
import { loadTrail } from './certificate-content.ts';
import { certificateFile } from './certificate-files.ts';
import { type Envelope, presentEnvelope } from './envelope.ts';
import { ApiError } from './errors.ts';
import { certificateSubject } from './finish-certificate.ts';
import { tenantNow } from './tenant-time.ts';

/** A file that is made while it is sent. */
export type StreamReply = { stream: Readable; filename: string; mimeType: string };

/**
 * Everything that proves what became of an ended envelope, as a ZIP that anybody can verify without
 * this server. The download is in the trail, the bundle's own included.
 *
 * @throws ApiError ENVELOPE_NOT_FOUND, ENVELOPE_STATE_CONFLICT while it has not ended, SEAL_PENDING
 */
export async function downloadEvidence(
  ctx: Context,
  caller: Caller,
  input: { envelope_id: string; record: boolean },
): Promise<StreamReply> {
  const envelope = await loadEnvelope(ctx.db, caller.tenant, input.envelope_id);
  for (const { audience } of envelope.certificates) certificateFile(ctx, envelope, audience);
  if (envelope.certificates.length === 0) certificateFile(ctx, envelope, 'sender');
  const { status } = envelope;
  if (status === 'draft' || status === 'sent' || status === 'in_progress') {
    throw new ApiError('ENVELOPE_STATE_CONFLICT', { extra: { status } });
  }
  if (input.record) {
    await ctx.transact(async (tx) => {
      const now = await tenantNow(ctx, tx, caller.tenant);
      const stamp = { actor: caller.actor, origin: caller.origin, now };
      await appendAudit(tx, envelope.id, [{ type: 'evidence.downloaded' }], stamp);
    });
  }
  const trail = await loadTrail(ctx.db, envelope);
  const sealed = await findSealedFiles(ctx.db, envelope.id);
  const stamps = await findAuditStamps(ctx.db, envelope.id);
  const key = ctx.seals[modeOf(envelope.tenant)];
  const stream = await writeBundle(
    {
      envelope: { ...presentEnvelope(envelope), status },
      caseId: envelope.case_id,
      createdAt: await tenantNow(ctx, ctx.db, caller.tenant),
      events: trail.map((row) => ({ ...auditView(row), hash: row.hash })),
      stamps: stamps.map(({ seq, hash, token, at }) => ({ seq, hash, token, at })),
      certificates: chainOf(key),
      files: filesOf(ctx, envelope, sealed),
    },
    (manifest) => sealDetached(key, manifest),
  );
  return { stream, filename: `${envelope.id}-evidence.zip`, mimeType: 'application/zip' };
}

function chainOf({ certificate, chain }: SealKey): string[] {
  return [certificate, ...chain].map(({ x509 }) => x509.toString());
}

function filesOf(ctx: Context, envelope: Envelope, sealed: readonly SealedFile[]): BundleFile[] {
  const source = (sha256: string) => ({
    sha256,
    source: ctx.storage.path(envelope.tenant, sha256),
  });
  const documents = envelope.documents.flatMap((document, index): BundleFile[] => {
    const { id: documentId, filename, sha256, presented_sha256 } = document;
    const position = index + 1;
    return [
      { path: originalPath(position, filename), role: 'original', documentId, ...source(sha256) },
      {
        path: presentedPath(position, filename),
        role: 'presented',
        documentId,
        ...source(presented_sha256),
      },
      ...versionsOf(sealed, documentId).map(({ version, sha256: hash, newest }) => ({
        path: signedPath(position, filename, newest ? undefined : version),
        role: newest ? ('signed' as const) : ('signed_version' as const),
        documentId,
        ...source(hash),
      })),
    ];
  });
  return [...documents, ...certificatesOf(sealed, source), ...imagesOf(envelope, source)];
}

type Source = (sha256: string) => { sha256: string; source: string };

function versionsOf(sealed: readonly SealedFile[], subject: string) {
  const versions = sealed.filter((file) => file.subject === subject);
  return versions.map((file, index) => ({ ...file, newest: index === versions.length - 1 }));
}

function certificatesOf(sealed: readonly SealedFile[], source: Source): BundleFile[] {
  return (['sender', 'parties'] as const).flatMap((audience) =>
    versionsOf(sealed, certificateSubject(audience)).map(({ version, sha256, newest }) => ({
      path: `certificate-${audience}${newest ? '' : `.v${version}`}.pdf`,
      role: `certificate_${audience}` as const,
      documentId: null,
      ...source(sha256),
    })),
  );
}

function imagesOf({ signers }: Envelope, source: Source): BundleFile[] {
  return signers.flatMap(({ name, signature_image_sha256, initials_image_sha256 }, index) => {
    const images = [
      [name, signature_image_sha256],
      [`${name} initials`, initials_image_sha256],
    ] as const;
    return images.flatMap(([title, sha256]) =>
      sha256 === null
        ? []
        : [
            {
              path: signatureImagePath(index + 1, title),
              role: 'signature_image' as const,
              documentId: null,
              ...source(sha256),
            },
          ],
    );
  });
}
