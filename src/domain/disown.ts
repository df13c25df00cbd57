import type { Context } from '../context.ts';
import type { Origin } from './caller.ts';
import { applyChange } from './change-envelope.ts';
import { ApiError } from './errors.ts';
import { holdLink } from './links.ts';
import { tenantNow } from './tenant-time.ts';

/**
 * Somebody with a signer's link says that they are not that signer: all the signer's links and
 * sessions end, and the sender is told. Nobody's status changes.
 *
 * @throws ApiError LINK_INVALID (a copy link and a second press too), LINK_EXPIRED, NOT_YOUR_TURN,
 *   SIGNER_ALREADY_ACTED, ENVELOPE_STATE_CONFLICT
 */
export function disownLink(ctx: Context, token: string, origin: Origin): Promise<void> {
  return ctx.transact(async (tx) => {
    const { link, envelope, signer, state } = await holdLink(ctx, tx, token);
    if (link.kind !== 'sign') throw new ApiError('LINK_INVALID');
    if (state === 'link_expired') throw new ApiError('LINK_EXPIRED');
    const { id: signerId, name, email } = signer;
    const now = await tenantNow(ctx, tx, envelope.tenant);
    await applyChange(
      tx,
      envelope,
      {
        command: { type: 'disown', signerId },
        // Whom they said they are not: the signer may be replaced by somebody else afterwards.
        data: { 'signer.disowned': { link_id: link.id, name, email } },
      },
      { actor: { type: 'link_holder', link_id: link.id }, origin, now },
    );
  });
}
