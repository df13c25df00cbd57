import type { Context } from '../context.ts';
import type { Caller } from './caller.ts';
import { changeEnvelope } from './change-envelope.ts';
import { sendCommand } from './deadline.ts';
import type { Envelope } from './envelope.ts';

/**
 * Sends a draft: fixes its deadline and invites those whose turn it is.
 *
 * @throws ApiError NO_SIGNERS, ENVELOPE_STATE_CONFLICT when it was sent before
 */
export function sendEnvelope(ctx: Context, caller: Caller, envelopeId: string): Promise<Envelope> {
  return changeEnvelope(ctx, caller, envelopeId, (draft, now) => ({
    command: sendCommand(draft, now),
  }));
}
