import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { deleteEnvelope as deleteEnvelopeRow } from '../db/envelopes.ts';
import { decide } from '../lifecycle/decide.ts';
import type { Command } from '../lifecycle/decision.ts';
import type { MessageOf } from '../outbox/messages.ts';
import { holdEnvelope } from './access.ts';
import { appendAudit } from './audit.ts';
import type { Caller } from './caller.ts';
import { asSystem, changeEnvelope } from './change-envelope.ts';
import { type Envelope, stateOf } from './envelope.ts';
import { ApiError } from './errors.ts';
import { NotYet } from './not-yet.ts';
import { refusalError } from './refusal.ts';
import { tenantNow } from './tenant-time.ts';
import { purgeFilesOf } from './update-envelope.ts';

/** Withdraws an envelope that waits for its signers. */
export function voidEnvelope(
  ctx: Context,
  caller: Caller,
  envelopeId: string,
  reason: string,
): Promise<Envelope> {
  return changeEnvelope(ctx, caller, envelopeId, () => ({
    command: { type: 'void' },
    envelope: { void_reason: reason },
    data: { 'envelope.voided': { reason } },
  }));
}

/** Deletes a draft; its audit rows stay, and files that nothing else needs go. */
export function deleteEnvelope(ctx: Context, caller: Caller, envelopeId: string): Promise<void> {
  return ctx.transact(async (tx) => {
    const envelope = await holdEnvelope(tx, caller.tenant, envelopeId);
    await deleteDraft(tx, envelope, caller, await tenantNow(ctx, tx, caller.tenant));
  });
}

/** The part of {@link deleteEnvelope} inside the transaction. */
export async function deleteDraft(
  tx: Tx,
  envelope: Envelope,
  { actor, origin }: Caller,
  now: Date,
): Promise<void> {
  const decision = decide(stateOf(envelope), { type: 'delete' }, now.toISOString());
  if (!decision.ok) throw refusalError(decision.refusal);
  await deleteEnvelopeRow(tx, envelope);
  await appendAudit(tx, envelope.id, [{ type: 'envelope.deleted' }], { actor, origin, now });
  await purgeFilesOf(tx, envelope, now);
}

/**
 * Ends an envelope whose deadline has passed. Called when it should have passed: one that was
 * extended or ended meanwhile is left alone.
 *
 * @throws NotYet when the deadline is still to come
 */
export async function expireEnvelope(
  ctx: Context,
  { tenant, envelopeId, at }: MessageOf<'envelope.expire'>,
): Promise<void> {
  const command: Command = { type: 'expire' };
  try {
    await changeEnvelope(ctx, asSystem(tenant), envelopeId, (envelope, now) => {
      const decision = decide(stateOf(envelope), command, now.toISOString());
      if (decision.ok) return { command };
      const isEarly = decision.refusal.code === 'DEADLINE_NOT_REACHED';
      if (isEarly && at !== undefined && envelope.expires_at === at) throw new NotYet(at, now);
      return null;
    });
  } catch (error) {
    if (!(error instanceof ApiError && error.errorCode === 'ENVELOPE_NOT_FOUND')) throw error;
  }
}
