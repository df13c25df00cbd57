import type { SendOutcome } from '../webhook/sender.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How long after each failed attempt the next one comes; after the last there is none. */
const WAITS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  10 * HOUR_MS,
];
/** Of a wait that a receiver asks for. */
const LONGEST_MS = 24 * HOUR_MS;
const GONE = 410;

/**
 * When to send to a webhook again: as the schedule says, up to a tenth later so that what failed
 * together does not come back together, and not before the receiver asked for (RFC 9110, 10.2.3),
 * a day at most.
 *
 * @param failed.attempts how often it was sent, this time included
 * @param random between 0 and 1
 * @returns milliseconds from now, or null to give up: at 410, and after the last attempt
 */
export function webhookRetryDelay(
  failed: { attempts: number; outcome: SendOutcome },
  random: number,
): number | null {
  const wait = WAITS_MS[failed.attempts - 1];
  if (failed.outcome.status === GONE || wait === undefined) return null;
  const asked = Math.min(LONGEST_MS, failed.outcome.retryAfterMs ?? 0);
  return Math.max(asked, Math.round(wait * (1 + random / 10)));
}
