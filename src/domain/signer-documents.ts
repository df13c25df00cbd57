import type { Context } from '../context.ts';
import { noteDocumentsSeen } from '../db/sessions.ts';
import { documentOf, loadEnvelope } from './access.ts';
import { appendAudit } from './audit.ts';
import type { Caller, Origin } from './caller.ts';
import type { Envelope } from './envelope.ts';
import { ApiError } from './errors.ts';
import type { FileReply } from './file-reply.ts';
import { actorOf, assertMayRead, holdSession, requireSession } from './sessions.ts';
import { tenantNow } from './tenant-time.ts';

export type Version = 'original' | 'presented' | 'signed';

/**
 * A document for its signer: what is to be signed, or after completion what was signed. The first
 * fetch of each in a session is in the audit trail.
 *
 * @param input.record whether this is a fetch: not the look at its headers, nor a later part of it
 * @throws ApiError DOCUMENT_NOT_FOUND for another envelope's, SEAL_PENDING, and those of a session
 */
export async function readSignerDocument(
  ctx: Context,
  cookie: string | undefined,
  input: { sigdoc_id: string; version: 'presented' | 'signed'; record: boolean },
  origin: Origin,
): Promise<FileReply> {
  const open = await requireSession(ctx, ctx.db, cookie);
  await assertMayRead(ctx, open);
  const reply = fileOf(ctx, open.envelope, input.sigdoc_id, input.version);
  const seen = JSON.parse(open.session.documents_seen) as string[];
  const key = input.version === 'signed' ? `${input.sigdoc_id}:signed` : input.sigdoc_id;
  if (input.record && !seen.includes(key)) {
    await noteFirstFetch(ctx, cookie, { key, ...input }, origin);
  }
  return reply;
}

function noteFirstFetch(
  ctx: Context,
  cookie: string | undefined,
  input: { key: string; sigdoc_id: string; version: string },
  origin: Origin,
): Promise<void> {
  return ctx.transact(async (tx) => {
    // Held: a page fetches its documents at once, and none is lost.
    const { session, envelope, signer } = await holdSession(ctx, tx, cookie);
    const seen = JSON.parse(session.documents_seen) as string[];
    if (seen.includes(input.key)) return;
    await noteDocumentsSeen(tx, session.id, [...seen, input.key]);
    const { id, link_id, signer_id } = session;
    const entry = {
      type:
        input.version === 'signed'
          ? ('document.downloaded' as const)
          : ('document.viewed' as const),
      signerId: signer.id,
      data: { document_id: input.sigdoc_id, version: input.version, session_id: session.id },
    };
    const actor = actorOf({ id, link_id, signer_id });
    const now = await tenantNow(ctx, tx, envelope.tenant);
    await appendAudit(tx, envelope.id, [entry], { actor, origin, now });
  });
}

/**
 * A document of an envelope for the sender's side; each download is in the audit trail.
 *
 * @throws ApiError ENVELOPE_NOT_FOUND, DOCUMENT_NOT_FOUND, SEAL_PENDING
 */
export async function downloadEnvelopeDocument(
  ctx: Context,
  caller: Caller,
  input: { envelope_id: string; sigdoc_id: string; version?: Version; record: boolean },
): Promise<FileReply> {
  const envelope = await loadEnvelope(ctx.db, caller.tenant, input.envelope_id);
  const { signed_sha256 } = documentOf(envelope, input.sigdoc_id);
  const version = input.version ?? (signed_sha256 === null ? 'presented' : 'signed');
  const reply = fileOf(ctx, envelope, input.sigdoc_id, version);
  if (!input.record) return reply;
  await ctx.transact(async (tx) => {
    const data = { document_id: input.sigdoc_id, version };
    const now = await tenantNow(ctx, tx, caller.tenant);
    const stamp = { actor: caller.actor, origin: caller.origin, now };
    await appendAudit(tx, envelope.id, [{ type: 'document.downloaded', data }], stamp);
  });
  return reply;
}

function fileOf(ctx: Context, envelope: Envelope, id: string, version: Version): FileReply {
  const document = documentOf(envelope, id);
  const { filename, mime_type, sha256, presented_sha256, signed_sha256 } = document;
  if (version === 'original') {
    const path = ctx.storage.path(envelope.tenant, sha256);
    return { path, filename, mimeType: mime_type, sha256 };
  }
  const hash = version === 'signed' ? signed_sha256 : presented_sha256;
  if (hash === null) throw notSigned(envelope);
  return {
    path: ctx.storage.path(envelope.tenant, hash),
    filename: version === 'signed' ? signedName(filename) : pdfName(filename),
    mimeType: 'application/pdf',
    sha256: hash,
  };
}

function notSigned(envelope: Envelope): ApiError {
  if (envelope.status === 'completed') return new ApiError('SEAL_PENDING');
  return new ApiError('ENVELOPE_STATE_CONFLICT', {
    message: `The envelope is ${envelope.status}; a signed document exists once it is completed.`,
    extra: { status: envelope.status },
  });
}

/** The name with the ending .pdf: a presented image is a PDF. */
export function pdfName(filename: string): string {
  return filename.toLowerCase().endsWith('.pdf') ? filename : `${filename}.pdf`;
}

/** `contract.pdf` → `contract-signed.pdf` */
export function signedName(filename: string): string {
  return `${pdfName(filename).slice(0, -'.pdf'.length)}-signed.pdf`;
}
