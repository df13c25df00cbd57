import type { Context } from '../context.ts';
import type { Caller } from './caller.ts';
import { changeEnvelope } from './change-envelope.ts';
import { type DeadlineInput, newDeadline } from './deadline.ts';
import type { Envelope } from './envelope.ts';

/**
 * Moves the deadline of an envelope that waits for its signers to a later one; nobody is mailed.
 *
 * @throws ApiError VALIDATION_FAILED for no deadline, two, or one that is not later,
 *   ENVELOPE_STATE_CONFLICT
 */
export function extendEnvelope(
  ctx: Context,
  caller: Caller,
  envelopeId: string,
  deadline: DeadlineInput,
): Promise<Envelope> {
  return changeEnvelope(ctx, caller, envelopeId, (envelope, now) => ({
    command: { type: 'extend', expiresAt: newDeadline(deadline, now) },
    data: { 'envelope.extended': { was: envelope.expires_at } },
  }));
}
