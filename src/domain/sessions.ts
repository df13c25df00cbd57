import type { Context } from '../context.ts';
import { holdAuditHead } from '../db/audit-events.ts';
import type { Db, Tx } from '../db/database.ts';
import type { Locale } from '../db/envelopes.ts';
import { newId } from '../db/ids.ts';
import {
  findSessionByHash,
  insertSession,
  type SessionWithLink,
  touchSession,
} from '../db/sessions.ts';
import type { Signer } from '../db/signers.ts';
import { hasActed, isOpen, statusAt } from '../lifecycle/state.ts';
import { loadEnvelope, signerOf } from './access.ts';
import { appendAudit } from './audit.ts';
import type { Actor, Origin } from './caller.ts';
import { applyChange } from './change-envelope.ts';
import { currentConsent } from './consent.ts';
import { describeField, type Envelope, localeOf, stateOf } from './envelope.ts';
import { ApiError } from './errors.ts';
import { holdLink } from './links.ts';
import { keyedHash, newToken } from './secrets.ts';
import { tenantNow } from './tenant-time.ts';

const IDLE_MS = 30 * 60 * 1000;
const WHOLE_MS = 8 * 60 * 60 * 1000;
/** A session seen within this time is not written to again for being seen. */
const TOUCH_MS = 60 * 1000;

/** A living session with its envelope and signer, as every call of a signer begins. */
export type OpenSession = { session: SessionWithLink; envelope: Envelope; signer: Signer };

/**
 * A person pressed the button behind a link: the opening. Starts a session.
 *
 * @returns the session's secret for the cookie, and what the session shows
 * @throws ApiError LINK_INVALID, LINK_EXPIRED, NOT_YOUR_TURN, ENVELOPE_STATE_CONFLICT
 */
export function openLink(ctx: Context, input: { token: string; locale?: Locale }, origin: Origin) {
  const cookie = newToken();
  return ctx.transact(async (tx) => {
    const { link, envelope, signer, state } = await holdLink(ctx, tx, input.token);
    const now = ctx.clock.now();
    if (state === 'link_expired') throw new ApiError('LINK_EXPIRED');
    const session = {
      id: newId('session', now),
      link_id: link.id,
      token_hash: sessionHash(ctx, cookie),
      ip: origin.ip,
      user_agent: origin.userAgent?.slice(0, 500) ?? null,
      created_at: now.toISOString(),
      last_seen_at: now.toISOString(),
      documents_seen: '[]',
    };
    await insertSession(tx, session);
    const actor = actorOf({ id: session.id, link_id: link.id, signer_id: signer.id });
    const stamp = { actor, origin, now: await tenantNow(ctx, tx, envelope.tenant) };
    const data = { link_id: link.id, session_id: session.id, kind: link.kind };
    if (link.kind === 'copy') {
      const entry = { type: 'copy.opened' as const, signerId: signer.id, data };
      await appendAudit(tx, envelope.id, [entry], stamp);
    } else {
      await applyChange(
        tx,
        envelope,
        {
          command: { type: 'open', signerId: signer.id },
          data: { 'signer.viewed': data, 'signer.returned': data },
        },
        stamp,
      );
    }
    const after = await loadEnvelope(tx, link.tenant, link.envelope_id);
    const shown = { kind: link.kind, envelope: after, signer: signerOf(after, signer.id) };
    return { cookie, shown: presentSession(shown, input.locale) };
  });
}

/**
 * The session of a cookie, alive and noted as seen.
 *
 * @throws ApiError SESSION_REQUIRED without a cookie; SESSION_EXPIRED after 30 idle minutes, 8 hours
 *   in all, or when its signer was replaced or disowned
 */
export async function requireSession(
  ctx: Context,
  db: Db,
  cookie: string | undefined,
): Promise<OpenSession> {
  if (cookie === undefined || cookie === '') throw new ApiError('SESSION_REQUIRED');
  const session = await findSessionByHash(db, sessionHash(ctx, cookie));
  if (!session) throw new ApiError('SESSION_EXPIRED');
  ctx.noteEnvelope(session.envelope_id);
  const now = ctx.clock.now();
  const idle = now.getTime() - Date.parse(session.last_seen_at);
  const whole = now.getTime() - Date.parse(session.created_at);
  const killed = session.link_ended_by !== null && session.link_ended_by !== 'envelope_ended';
  if (killed || idle >= IDLE_MS || whole >= WHOLE_MS) throw new ApiError('SESSION_EXPIRED');
  if (idle >= TOUCH_MS) await touchSession(db, session.id, now.toISOString());
  const envelope = await loadEnvelope(db, session.tenant, session.envelope_id);
  return { session, envelope, signer: signerOf(envelope, session.signer_id) };
}

/**
 * The session with its envelope held until the transaction ends, so that a replacement or an end at
 * the same moment comes wholly before or wholly after. Throws as {@link requireSession}.
 */
export async function holdSession(
  ctx: Context,
  tx: Tx,
  cookie: string | undefined,
): Promise<OpenSession> {
  const found = cookie ? await findSessionByHash(tx, sessionHash(ctx, cookie)) : undefined;
  if (found) await holdAuditHead(tx, found.envelope_id);
  return requireSession(ctx, tx, cookie);
}

/**
 * Refuses reading to those who have not acted once the envelope has ended.
 *
 * @throws ApiError ENVELOPE_STATE_CONFLICT naming the status
 */
export async function assertMayRead(
  ctx: Context,
  { session, envelope, signer }: OpenSession,
): Promise<void> {
  const state = stateOf(envelope);
  const party = state.signers.find(({ id }) => id === signer.id);
  const now = await tenantNow(ctx, ctx.db, envelope.tenant);
  const status = statusAt(state, now.toISOString());
  if (session.kind === 'copy' || isOpen(status) || (party && hasActed(party))) return;
  throw new ApiError('ENVELOPE_STATE_CONFLICT', {
    message: `The envelope is ${status}.`,
    extra: { status },
  });
}

/** What a signer's page shows. */
export async function showSession(
  ctx: Context,
  cookie: string | undefined,
  locale: Locale | undefined,
) {
  const open = await requireSession(ctx, ctx.db, cookie);
  await assertMayRead(ctx, open);
  const { session, envelope, signer } = open;
  return presentSession({ kind: session.kind, envelope, signer }, locale);
}

function sessionHash(ctx: Context, cookie: string): string {
  return keyedHash(ctx.config.appSecret, 'session', cookie);
}

/** The signer as the audit trail names the one who acts. */
export function actorOf(session: { id: string; link_id: string; signer_id: string }): Actor {
  const { id, link_id, signer_id } = session;
  return { type: 'signer', signer_id, link_id, session_id: id };
}

type Shown = { kind: 'sign' | 'copy'; envelope: Envelope; signer: Signer };

function presentSession({ kind, envelope, signer }: Shown, wanted: Locale | undefined) {
  const locale = wanted ?? localeOf(envelope, signer);
  const role = signer.role === 'approver' ? 'approver' : 'signer';
  const { version, text } = currentConsent(role, locale);
  return {
    kind,
    locale,
    envelope: {
      title: envelope.title,
      message: envelope.message,
      sender: { name: envelope.sender_name, email: envelope.sender_email },
      status: envelope.status,
      expires_at: envelope.expires_at,
      time_zone: envelope.time_zone,
      documents: envelope.documents.map(({ id, filename, page_count, signed_sha256 }) => ({
        id,
        filename,
        page_count,
        signed: signed_sha256 !== null,
      })),
    },
    signer: presentSigner(signer),
    fields: envelope.fields
      .filter(({ signer_id }) => signer_id === signer.id)
      .map((field) => ({ ...describeField(field), document_id: field.envelope_document_id })),
    certificate: envelope.certificates.some(
      ({ audience, sha256 }) => audience === 'parties' && sha256 !== null,
    ),
    consent: { version, text },
  };
}

/** A signer as shown to the signer. */
export function presentSigner(signer: Signer) {
  const { id, name, email, role, status, signed_at } = signer;
  return { id, name, email, role, status, signed_at };
}
