import type { Context } from '../context.ts';
import type { Audience } from '../db/certificates.ts';
import { isOpen } from '../lifecycle/state.ts';
import { loadEnvelope } from './access.ts';
import { appendAudit } from './audit.ts';
import type { Caller, Origin } from './caller.ts';
import type { Envelope } from './envelope.ts';
import { ApiError } from './errors.ts';
import type { FileReply } from './file-reply.ts';
import { actorOf, assertMayRead, holdSession, requireSession } from './sessions.ts';
import { tenantNow } from './tenant-time.ts';

/**
 * The certificate of a completed envelope, or the report of one that ended otherwise, for the
 * sender's side: the full one unless the parties' is asked for. Each download is in the audit trail.
 *
 * @throws ApiError ENVELOPE_NOT_FOUND, ENVELOPE_STATE_CONFLICT while it has not ended, SEAL_PENDING
 */
export async function downloadCertificate(
  ctx: Context,
  caller: Caller,
  input: { envelope_id: string; audience?: Audience; record: boolean },
): Promise<FileReply> {
  const envelope = await loadEnvelope(ctx.db, caller.tenant, input.envelope_id);
  const audience = input.audience ?? 'sender';
  const reply = certificateFile(ctx, envelope, audience);
  if (!input.record) return reply;
  await ctx.transact(async (tx) => {
    const entry = { type: 'certificate.downloaded' as const, data: { audience } };
    const now = await tenantNow(ctx, tx, caller.tenant);
    const stamp = { actor: caller.actor, origin: caller.origin, now };
    await appendAudit(tx, envelope.id, [entry], stamp);
  });
  return reply;
}

/**
 * The parties' certificate for one of them, behind a copy link or after the own act.
 *
 * @throws ApiError ENVELOPE_STATE_CONFLICT, SEAL_PENDING, and those of a session
 */
export async function readSignerCertificate(
  ctx: Context,
  cookie: string | undefined,
  input: { record: boolean },
  origin: Origin,
): Promise<FileReply> {
  const open = await requireSession(ctx, ctx.db, cookie);
  await assertMayRead(ctx, open);
  const reply = certificateFile(ctx, open.envelope, 'parties');
  if (!input.record) return reply;
  await ctx.transact(async (tx) => {
    const { session, envelope, signer } = await holdSession(ctx, tx, cookie);
    const { id, link_id, signer_id } = session;
    const data = { audience: 'parties', session_id: id };
    const entry = { type: 'certificate.downloaded' as const, signerId: signer.id, data };
    const actor = actorOf({ id, link_id, signer_id });
    const now = await tenantNow(ctx, tx, envelope.tenant);
    await appendAudit(tx, envelope.id, [entry], { actor, origin, now });
  });
  return reply;
}

/** @throws ApiError ENVELOPE_STATE_CONFLICT, SEAL_PENDING */
export function certificateFile(ctx: Context, envelope: Envelope, audience: Audience): FileReply {
  const certificate = envelope.certificates.find((each) => each.audience === audience);
  if (!certificate) throw notEnded(envelope, audience);
  if (certificate.sha256 === null) {
    throw new ApiError('SEAL_PENDING', { message: 'The certificate is still being prepared.' });
  }
  return {
    path: ctx.storage.path(envelope.tenant, certificate.sha256),
    filename: certificateName(envelope),
    mimeType: 'application/pdf',
    sha256: certificate.sha256,
  };
}

function notEnded({ status }: Envelope, audience: Audience): ApiError {
  const open = isOpen(status) || status === 'draft';
  const message = open
    ? `The envelope is ${status}; its certificate exists once it has ended.`
    : `The envelope is ${status}; there is no certificate for ${audience === 'sender' ? 'the sender' : 'the parties'}.`;
  return new ApiError('ENVELOPE_STATE_CONFLICT', { message, extra: { status } });
}

const NAMES = {
  en: { completed: 'Certificate of completion', other: 'Report' },
  de: { completed: 'Abschlusszertifikat', other: 'Bericht' },
};

/** `Certificate of completion - Employment Agreement.pdf`, in the envelope's language. */
export function certificateName({ locale, status, title }: Envelope): string {
  const name = NAMES[locale][status === 'completed' ? 'completed' : 'other'];
  // Names of files must not hold these on common systems.
  const safe = title
    .replace(/[\\/:*?"<>|]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 100);
  return `${name} - ${safe}.pdf`;
}
