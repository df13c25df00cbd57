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

/** The command that sends a draft: its deadline is fixed at this moment. */
export function sendCommand(draft: EnvelopeRow, now: Date): Command {
  const days = draft.expires_in_days ?? DEFAULT_DAYS;
  const counted = new Date(now.getTime() + days * DAY_MS).toISOString();
  return { type: 'send', expiresAt: draft.expires_at ?? counted };
}
