import type { Context } from '../context.ts';
import { decide } from '../lifecycle/decide.ts';
import { warningFor } from '../lifecycle/decide-remind.ts';
import type { Command } from '../lifecycle/decision.ts';
import type { MessageOf } from '../outbox/messages.ts';
import type { Caller } from './caller.ts';
import { asSystem, changeEnvelope } from './change-envelope.ts';
import { type Envelope, stateOf } from './envelope.ts';
import { ApiError } from './errors.ts';
import { NotYet } from './not-yet.ts';
import { scheduleReminder } from './schedule.ts';

/**
 * Reminds those whose turn it is and who have not acted, with fresh links; earlier ones stay valid.
 * Who was asked within the last hour is left out.
 *
 * @throws ApiError ENVELOPE_STATE_CONFLICT, REMINDER_TOO_SOON when that leaves nobody,
 *   REMINDER_LIMIT_REACHED; the last two with `can_remind_at`
 */
export function remindEnvelope(
  ctx: Context,
  caller: Caller,
  envelopeId: string,
): Promise<Envelope> {
  return changeEnvelope(ctx, caller, envelopeId, () => ({ command: { type: 'remind' } }));
}

/**
 * Reminds a signer at a time of the policy, if they are still waited for, and puts down the next.
 *
 * @throws NotYet when that time is still to come
 */
export function remindByPolicy(
  ctx: Context,
  { tenant, envelopeId, signerId, invitedAt, at }: MessageOf<'envelope.remind'>,
): Promise<void> {
  const command: Command = { type: 'remind_by_policy', signerId, invitedAt, at };
  return unlessGone(
    changeEnvelope(ctx, asSystem(tenant), envelopeId, async (envelope, now, tx) => {
      const decision = decide(stateOf(envelope), command, now.toISOString());
      if (decision.ok) return { command };
      if (decision.refusal.code === 'REMINDER_NOT_DUE') requireTime(at, now);
      if (decision.refusal.code === 'REMINDER_POSTPONED') {
        await scheduleReminder(tx, envelope, { signerId, invitedAt }, now);
      }
      return null;
    }),
  );
}

/**
 * Tells those who are waited for that the deadline is near, unless it was moved since.
 *
 * @throws NotYet when that time is still to come
 */
export function warnOfDeadline(
  ctx: Context,
  { tenant, envelopeId, expiresAt }: MessageOf<'envelope.warn'>,
): Promise<void> {
  const command: Command = { type: 'warn', expiresAt };
  return unlessGone(
    changeEnvelope(ctx, asSystem(tenant), envelopeId, (envelope, now) => {
      const decision = decide(stateOf(envelope), command, now.toISOString());
      if (decision.ok) return { command };
      if (decision.refusal.code === 'REMINDER_NOT_DUE') requireTime(warningFor(expiresAt), now);
      return null;
    }),
  );
}

function requireTime(at: string, now: Date): void {
  if (now.toISOString() < at) throw new NotYet(at, now);
}

async function unlessGone(change: Promise<unknown>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (!(error instanceof ApiError && error.errorCode === 'ENVELOPE_NOT_FOUND')) throw error;
  }
}
