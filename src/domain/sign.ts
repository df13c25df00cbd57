import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { setFieldValue } from '../db/fields.ts';
import type { Signer } from '../db/signers.ts';
import { loadEnvelope, signerOf } from './access.ts';
import type { Origin } from './caller.ts';
import { applyChange, type Change } from './change-envelope.ts';
import { acceptedConsent } from './consent.ts';
import { ApiError, invalid } from './errors.ts';
import { type FieldInput, fillFields } from './fill-fields.ts';
import { type ActInk, type Ink, type InkInput, imagesOf, withInk } from './ink.ts';
import { keepFile } from './keep-file.ts';
import {
  actorOf,
  holdSession,
  type OpenSession,
  presentSigner,
  requireSession,
} from './sessions.ts';

/** Whom the page showed as the one who acts. */
type ShownSigner = { signer_id: string; acting_as?: { name: string; email: string } };

export type SignInput = ShownSigner & {
  consent_version: string;
  signature?: InkInput;
  initials?: InkInput;
  fields?: readonly FieldInput[];
};

/**
 * Signs, or approves for an approver. Of two acts at once one wins; the other is refused.
 *
 * @throws ApiError SESSION_REQUIRED, SESSION_EXPIRED, SESSION_MISMATCH, VALIDATION_FAILED,
 *   CONSENT_OUTDATED, SIGNER_ALREADY_ACTED, NOT_YOUR_TURN, ENVELOPE_STATE_CONFLICT
 */
export async function sign(
  ctx: Context,
  cookie: string | undefined,
  input: SignInput,
  origin: Origin,
) {
  // No image is opened for somebody who has no session.
  const { envelope } = await requireSession(ctx, ctx.db, cookie);
  return withInk(ctx, envelope.tenant, input, (ink) =>
    act(ctx, cookie, input, origin, async (open, now, tx) => {
      const change = signingChange(open, input, ink, now);
      for (const image of imagesOf(ink)) await keepFile(ctx, tx, envelope.tenant, image, now);
      for (const { id, value } of change.filled) await setFieldValue(tx, id, value);
      return change;
    }),
  );
}

/** Declines with a reason, which ends the envelope for everybody. Throws as {@link sign}. */
export function decline(
  ctx: Context,
  cookie: string | undefined,
  input: ShownSigner & { reason: string },
  origin: Origin,
) {
  return act(ctx, cookie, input, origin, ({ signer, session }) => ({
    command: { type: 'decline', signerId: signer.id },
    envelope: { decline_reason: input.reason },
    data: { 'signer.declined': { reason: input.reason, session_id: session.id } },
  }));
}

function act(
  ctx: Context,
  cookie: string | undefined,
  shown: ShownSigner,
  origin: Origin,
  build: (open: OpenSession, now: Date, tx: Tx) => Change | Promise<Change>,
) {
  return ctx.transact(async (tx: Tx) => {
    const open = await holdSession(ctx, tx, cookie);
    const now = ctx.clock.now();
    const { session, envelope, signer } = open;
    if (!isShown(signer, shown)) throw new ApiError('SESSION_MISMATCH');
    if (session.kind === 'copy') {
      throw new ApiError('ENVELOPE_STATE_CONFLICT', {
        message: 'This link shows copies; it does not sign.',
        extra: { status: envelope.status },
      });
    }
    const { id, link_id, signer_id } = session;
    const actor = actorOf({ id, link_id, signer_id });
    await applyChange(tx, envelope, await build(open, now, tx), { actor, origin, now });
    const after = await loadEnvelope(tx, envelope.tenant, envelope.id);
    return { ...presentSigner(signerOf(after, signer.id)), envelope_status: after.status };
  });
}

// Who replaced a signer has the same id: only name and address tell them apart.
function isShown(signer: Signer, { signer_id, acting_as }: ShownSigner): boolean {
  if (signer.id !== signer_id) return false;
  return !acting_as || (acting_as.name === signer.name && acting_as.email === signer.email);
}

function signingChange(
  { session, envelope, signer }: OpenSession,
  input: SignInput,
  { signature, initials }: ActInk,
  now: Date,
): Change & { filled: ReturnType<typeof fillFields> } {
  const role = signer.role === 'approver' ? 'approver' : 'signer';
  if (role === 'signer' && !signature) throw invalid('signature', 'is required');
  if (role === 'approver' && (signature || initials)) {
    const path = signature ? 'signature' : 'initials';
    throw invalid(path, 'must not be given: an approver approves without a signature');
  }
  const filled = fillFields(envelope, signer, input, now);
  const consent = acceptedConsent(role, input.consent_version);
  if (!consent) throw new ApiError('CONSENT_OUTDATED');
  const signed = {
    documents: envelope.documents.map(({ id, presented_sha256 }) => ({ id, presented_sha256 })),
    documents_fetched: JSON.parse(session.documents_seen) as string[],
    consent_version: consent.version,
    consent_language: consent.locale,
    consent_sha256: createHash('sha256').update(consent.text).digest('hex'),
    signature: signature && describeInk(signature),
    initials: initials && describeInk(initials),
    fields: filled,
    link_id: session.link_id,
    session_id: session.id,
  };
  return {
    command: { type: 'act', signerId: signer.id },
    signer: {
      id: signer.id,
      changes: {
        signature_kind: signature?.kind ?? null,
        signature_text: signature?.text ?? null,
        signature_font: signature?.font ?? null,
        signature_image_sha256: signature?.image?.sha256 ?? null,
        initials_kind: initials?.kind ?? null,
        initials_text: initials?.text ?? null,
        initials_font: initials?.font ?? null,
        initials_image_sha256: initials?.image?.sha256 ?? null,
        consent_version: consent.version,
      },
    },
    data: { 'signer.signed': signed, 'signer.approved': signed },
    filled,
  };
}

/** What the trail keeps of ink: the text as typed and its hand, or the hash of the image. */
function describeInk({ kind, text, font, image }: Ink): Record<string, unknown> {
  return image ? { kind, image_sha256: image.sha256 } : { kind, text, font };
}
