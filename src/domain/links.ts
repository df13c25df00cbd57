import type { Context } from '../context.ts';
import { holdAuditHead } from '../db/audit-events.ts';
import type { Db, Tx } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { countFetch, findLinkByHash, insertLink, type Link, type LinkEnd } from '../db/links.ts';
import type { Signer } from '../db/signers.ts';
import {
  currentTurn,
  type EnvelopeStatus,
  hasActed,
  isOpen,
  statusAt,
} from '../lifecycle/state.ts';
import { loadEnvelope } from './access.ts';
import { type Envelope, localeOf, stateOf } from './envelope.ts';
import { ApiError } from './errors.ts';
import { keyedHash, newToken } from './secrets.ts';
import { tenantNow } from './tenant-time.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SIGN_DAYS = 7;
const COPY_DAYS = 30;

/** A link as it goes into a mail; its address is known here and in the mail alone. */
export type IssuedLink = { id: string; url: string; expiresAt: string };

/** Makes a link for a signer and stores the hash of its token. */
export async function issueLink(
  ctx: Context,
  db: Db,
  envelope: Envelope,
  signer: Signer,
  kind: Link['kind'],
): Promise<IssuedLink> {
  const now = await tenantNow(ctx, db, envelope.tenant);
  const token = newToken();
  const days = kind === 'sign' ? SIGN_DAYS : COPY_DAYS;
  const byAge = new Date(now.getTime() + days * DAY_MS).toISOString();
  const deadline = kind === 'sign' ? envelope.expires_at : null;
  const expiresAt = deadline !== null && deadline < byAge ? deadline : byAge;
  const id = newId('link', now);
  await insertLink(db, {
    id,
    tenant: envelope.tenant,
    envelope_id: envelope.id,
    signer_id: signer.id,
    kind,
    token_hash: linkHash(ctx, token),
    created_at: now.toISOString(),
    expires_at: expiresAt,
    ended_at: null,
    ended_by: null,
    fetch_count: 0,
  });
  return { id, url: `${ctx.config.publicUrl}/sign/${token}`, expiresAt };
}

export type LandingState =
  | 'ready'
  | 'not_your_turn'
  | 'acted'
  | 'link_expired'
  | Extract<EnvelopeStatus, 'completed' | 'declined' | 'expired' | 'voided'>;

/** A link with what it leads to, and whether it does. */
export type FoundLink = { link: Link; envelope: Envelope; signer: Signer; state: LandingState };

/** Ends that leave a link telling nothing, not even what became of the envelope. */
const SILENT: ReadonlySet<LinkEnd | null> = new Set(['replaced', 'disowned', 'not_sent']);

/**
 * What a token leads to now.
 *
 * @throws ApiError LINK_INVALID for an unknown token, and for one that was made void when its
 *   signer was replaced or disowned or its mail never went out: those tell nothing
 */
export async function findLink(ctx: Context, db: Db, token: string): Promise<FoundLink> {
  const link = await findLinkByHash(db, linkHash(ctx, token));
  if (!link || SILENT.has(link.ended_by)) throw new ApiError('LINK_INVALID');
  ctx.noteEnvelope(link.envelope_id);
  const envelope = await loadEnvelope(db, link.tenant, link.envelope_id);
  const signer = envelope.signers.find(({ id }) => id === link.signer_id);
  if (!signer) throw new ApiError('LINK_INVALID');
  const now = (await tenantNow(ctx, db, link.tenant)).toISOString();
  return { link, envelope, signer, state: stateOfLink(link, envelope, signer, now) };
}

/** What a token leads to, its envelope held until the transaction ends. Throws as {@link findLink}. */
export async function holdLink(ctx: Context, tx: Tx, token: string): Promise<FoundLink> {
  const link = await findLinkByHash(tx, linkHash(ctx, token));
  if (link) await holdAuditHead(tx, link.envelope_id);
  return findLink(ctx, tx, token);
}

function linkHash(ctx: Context, token: string): string {
  return keyedHash(ctx.config.appSecret, 'link', token);
}

function stateOfLink(link: Link, envelope: Envelope, signer: Signer, now: string): LandingState {
  const byAge = now >= link.expires_at;
  if (link.kind === 'copy') return byAge ? 'link_expired' : 'ready';
  const state = stateOf(envelope);
  const status = statusAt(state, now);
  // A link is made when an envelope is sent, so it never leads to a draft.
  if (!isOpen(status) && status !== 'draft') return endState(status);
  if (byAge) return 'link_expired';
  const party = state.signers.find(({ id }) => id === signer.id);
  if (party && hasActed(party)) return 'acted';
  return currentTurn(state).some(({ id }) => id === signer.id) ? 'ready' : 'not_your_turn';
}

function endState(status: EnvelopeStatus): LandingState {
  return status === 'completed' || status === 'declined' || status === 'voided'
    ? status
    : 'expired';
}

/** Who asks and for what, or the dead state. Changes nothing: scanners may call it. */
export async function showLanding(ctx: Context, token: string) {
  const { link, envelope, signer, state } = await findLink(ctx, ctx.db, token);
  const alive = state === 'ready' || state === 'acted' || state === 'not_your_turn';
  return {
    state,
    kind: link.kind,
    locale: localeOf(envelope, signer),
    locales: ['en' as const, 'de' as const],
    envelope: alive
      ? {
          title: envelope.title,
          message: envelope.message,
          sender: { name: envelope.sender_name, email: envelope.sender_email },
          document_count: envelope.documents.length,
          expires_at: envelope.expires_at,
          time_zone: envelope.time_zone,
        }
      : null,
    signer: alive ? { name: signer.name, role: signer.role, status: signer.status } : null,
  };
}

/** Counts that the address of a link was fetched. It proves nothing, so it is outside the chain. */
export function noteFetch(ctx: Context, token: string): Promise<void> {
  return countFetch(ctx.db, linkHash(ctx, token));
}
