import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { setFieldValue } from '../db/fields.ts';
import type { Signer } from '../db/signers.ts';
import { loadEnvelope, signerOf } from './access.ts';
import type { Origin } from './caller.ts';
import { applyChange, type Change } from './change-envelope.ts';
import { ApiError } from './errors.ts';
import type { FieldInput } from './fill-fields.ts';
import { type InkInput, imagesOf, withInk } from './ink.ts';
import { keepFile } from './keep-file.ts';
import {
  actorOf,
  holdSession,
  type OpenSession,
  presentSigner,
  requireSession,
} from './sessions.ts';
import { type Act, signingChange } from './signing-change.ts';
import { tenantNow } from './tenant-time.ts';

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
      const change = signingChange({ ...open, way: wayOf(open) }, input, ink, now);
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
    const { session, envelope, signer } = open;
    const now = await tenantNow(ctx, tx, envelope.tenant);
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

function wayOf({ session }: OpenSession): Act['way'] {
  const documentsFetched = JSON.parse(session.documents_seen) as string[];
  return { documentsFetched, linkId: session.link_id, sessionId: session.id };
}
