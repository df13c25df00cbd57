import type { EnvelopeRow } from '../db/envelopes.ts';
import type { Command } from '../lifecycle/decision.ts';
import { invalid } from './errors.ts';

const DEFAULT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

export type DeadlineInput = { expires_at?: string; expires_in_days?: number };

/**
 * The columns of a deadline: a date, or days that are counted from sending.
 *
 * @throws ApiError VALIDATION_FAILED when both are given, or the date has passed
 */
export function deadlineColumns(
  input: DeadlineInput,
  now: Date,
): Pick<EnvelopeRow, 'expires_at' | 'expires_in_days'> {
  if (input.expires_at === undefined) {
    return { expires_at: null, expires_in_days: input.expires_in_days ?? DEFAULT_DAYS };
  }
  if (input.expires_in_days !== undefined) {
    throw invalid('expires_at', 'must not be given together with expires_in_days');
  }
  if (input.expires_at <= now.toISOString()) throw invalid('expires_at', 'must be in the future');
  return { expires_at: input.expires_at, expires_in_days: null };
}

/**
 * The deadline that replaces another: a date, or days from now.
 *
 * @throws ApiError VALIDATION_FAILED unless exactly one of the two is given
 */
export function newDeadline({ expires_at, expires_in_days }: DeadlineInput, now: Date): string {
  if ((expires_at === undefined) === (expires_in_days === undefined)) {
    throw invalid('expires_at', 'or expires_in_days must be given, and not both');
  }
  return expires_at ?? daysFrom(now, expires_in_days ?? DEFAULT_DAYS);
}

/** The command that sends a draft: its deadline is fixed at this moment. */
export function sendCommand(draft: EnvelopeRow, now: Date): Command {
  const days = draft.expires_in_days ?? DEFAULT_DAYS;
  return { type: 'send', expiresAt: draft.expires_at ?? daysFrom(now, days) };
}

function daysFrom(now: Date, days: number): string {
  return new Date(now.getTime() + days * DAY_MS).toISOString();
}
