import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { loadEnvelope, signerOf } from './access.ts';
import type { Origin } from './caller.ts';
import { applyChange, type Change } from './change-envelope.ts';
import { acceptedConsent } from './consent.ts';
import { ApiError, invalid } from './errors.ts';
import { actorOf, holdSession, type OpenSession, presentSigner } from './sessions.ts';

export type SignInput = {
  signer_id: string;
  consent_version: string;
  signature?: Mark;
  initials?: Mark;
  fields?: { id: string; value: string | boolean }[];
};

type Mark = { kind: 'typed'; text: string } | { kind: 'drawn' | 'uploaded'; image: string };

/**
 * Signs, or approves for an approver. Of two acts at once one wins; the other is refused.
 *
 * @throws ApiError SESSION_REQUIRED, SESSION_EXPIRED, SESSION_MISMATCH, VALIDATION_FAILED,
 *   CONSENT_OUTDATED, SIGNER_ALREADY_ACTED, NOT_YOUR_TURN, ENVELOPE_STATE_CONFLICT
 */
export function sign(ctx: Context, cookie: string | undefined, input: SignInput, origin: Origin) {
  return act(ctx, cookie, input.signer_id, origin, (open) => signingChange(open, input));
}

/** Declines with a reason, which ends the envelope for everybody. Throws as {@link sign}. */
export function decline(
  ctx: Context,
  cookie: string | undefined,
  input: { signer_id: string; reason: string },
  origin: Origin,
) {
  return act(ctx, cookie, input.signer_id, origin, ({ signer, session }) => ({
    command: { type: 'decline', signerId: signer.id },
    envelope: { decline_reason: input.reason },
    data: { 'signer.declined': { reason: input.reason, session_id: session.id } },
  }));
}

function act(
  ctx: Context,
  cookie: string | undefined,
  signerId: string,
  origin: Origin,
  build: (open: OpenSession) => Change,
) {
  return ctx.transact(async (tx: Tx) => {
    const open = await holdSession(ctx, tx, cookie);
    const now = ctx.clock.now();
    const { session, envelope, signer } = open;
    if (signer.id !== signerId) throw new ApiError('SESSION_MISMATCH');
    if (session.kind === 'copy') {
      throw new ApiError('ENVELOPE_STATE_CONFLICT', {
        message: 'This link shows copies; it does not sign.',
        extra: { status: envelope.status },
      });
    }
    const { id, link_id, signer_id } = session;
    const actor = actorOf({ id, link_id, signer_id });
    await applyChange(tx, envelope, build(open), { actor, origin, now });
    const after = await loadEnvelope(tx, envelope.tenant, envelope.id);
    return { ...presentSigner(signerOf(after, signer.id)), envelope_status: after.status };
  });
}

function signingChange({ session, envelope, signer }: OpenSession, input: SignInput): Change {
  const role = signer.role === 'approver' ? 'approver' : 'signer';
  if (role === 'signer' && !input.signature) throw invalid('signature', 'is required');
  if (role === 'approver' && input.signature) {
    throw invalid('signature', 'must not be given: an approver approves without a signature');
  }
  const text = typedName(input);
  const consent = acceptedConsent(role, input.consent_version);
  if (!consent) throw new ApiError('CONSENT_OUTDATED');
  const signed = {
    documents: envelope.documents.map(({ id, presented_sha256 }) => ({ id, presented_sha256 })),
    documents_fetched: JSON.parse(session.documents_seen) as string[],
    consent_version: consent.version,
    consent_sha256: createHash('sha256').update(consent.text).digest('hex'),
    signature: input.signature ?? null,
    link_id: session.link_id,
    session_id: session.id,
  };
  return {
    command: { type: 'act', signerId: signer.id },
    signer: {
      id: signer.id,
      changes: {
        signature_text: text,
        consent_version: consent.version,
      },
    },
    data: { 'signer.signed': signed, 'signer.approved': signed },
  };
}

// Nothing that was entered may be dropped silently.
function typedName({ signature, initials, fields }: SignInput): string | null {
  if (initials) throw invalid('initials', 'cannot be taken yet');
  if (fields?.length) throw invalid('fields', 'cannot be taken yet');
  if (!signature) return null;
  if (signature.kind !== 'typed') throw invalid('signature.kind', 'must be typed');
  return signature.text;
}
