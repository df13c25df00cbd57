import type { Context } from '../context.ts';
import { fileSize } from '../db/files.ts';
import type { OutboxRow } from '../db/outbox.ts';
import { loadEnvelope } from '../domain/access.ts';
import { certificateFile } from '../domain/certificate-files.ts';
import type { Envelope } from '../domain/envelope.ts';
import type { FileReply } from '../domain/file-reply.ts';
import { issueLink } from '../domain/links.ts';
import { signedName } from '../domain/signer-documents.ts';
import type { MailContent } from '../email/render-mail.ts';
import type { MessageOf } from '../outbox/messages.ts';
import { addresseeOf, caseNameOf, deliver, noticeFacts } from './deliver.ts';
import type { MailFile } from './keep-test-email.ts';
import type { Settlement } from './worker.ts';

/** Mail servers refuse what is larger; the copy link is there all the same. */
const ATTACHED_BYTES = 10 * 1024 ** 2;

/** Brings the signed documents to one of the parties, or to the sender. */
export async function sendCompletedMail(
  ctx: Context,
  { tenant, envelopeId, recipient }: MessageOf<'mail.completed'>,
  row: OutboxRow,
): Promise<Settlement | undefined> {
  const envelope = await loadEnvelope(ctx.db, tenant, envelopeId);
  const to = addresseeOf(envelope, recipient);
  if (!to) return undefined;
  const signer = envelope.signers.find(({ id }) => id === recipient);
  const certificate = certificateFile(ctx, envelope, signer ? 'parties' : 'sender');
  const attachments = await withinLimit(ctx, envelope, [
    ...signedFiles(ctx, envelope),
    certificate,
  ]);
  const link = signer ? await issueLink(ctx, ctx.db, envelope, signer, 'copy') : null;
  const facts = {
    template: 'completed_copy' as const,
    ...noticeFacts(envelope, to),
    documents: envelope.documents.map(({ filename }) => filename),
    completedAt: envelope.completed_at ?? envelope.updated_at,
    attached: attachments.length > 0,
    copyLink: link && { url: link.url, expiresAt: link.expiresAt },
  };
  const content: MailContent = signer
    ? { ...facts, audience: signer.role === 'cc' ? 'cc' : 'party' }
    : { ...facts, audience: 'sender', caseName: await caseNameOf(ctx, envelope) };
  return deliver(ctx, row, envelope, to, content, attachments);
}

function signedFiles(ctx: Context, { tenant, documents }: Envelope): FileReply[] {
  return documents.flatMap(({ filename, signed_sha256: sha256 }) =>
    sha256 === null
      ? []
      : [
          {
            path: ctx.storage.path(tenant, sha256),
            filename: signedName(filename),
            mimeType: 'application/pdf',
            sha256,
          },
        ],
  );
}

/** All of the files, or none where they are too large together. */
async function withinLimit(
  ctx: Context,
  { tenant }: Envelope,
  files: readonly FileReply[],
): Promise<MailFile[]> {
  const sizes = await Promise.all(files.map(({ sha256 }) => fileSize(ctx.db, tenant, sha256)));
  if (sizes.reduce((sum, size) => sum + size, 0) > ATTACHED_BYTES) return [];
  return files.map(({ filename, path, mimeType, sha256 }, index) => ({
    filename,
    path,
    contentType: mimeType,
    sha256,
    sizeBytes: sizes[index] ?? 0,
  }));
}
