import { WebhookFailed } from '../domain/deliver-webhook.ts';
import { NotYet } from '../domain/not-yet.ts';
import { MailRefused } from '../email/mailer.ts';
import type { MessageType } from '../outbox/messages.ts';
import { webhookRetryDelay } from './webhook-retry.ts';

const FIRST_MS = 2_000;
const LONGEST_MS = 60 * 60 * 1000;
const MAIL_GIVES_UP_MS = 48 * 60 * 60 * 1000;

/**
 * When to try a failed message again: twice as long after each attempt, up to an hour, with jitter
 * so that what failed together does not come back together.
 *
 * @param failed.attempts how often it was tried, this time included
 * @param failed.ageMs how long ago it was written, or an operator had it tried anew
 * @param random between 0 and 1
 * @returns milliseconds from now, or null to give up: a mail that was refused for good
 *   (RFC 5321, 4.2.1: 5yz) or for two days, and a webhook as its own schedule says. All else is
 *   tried for ever: it must happen. What came too early comes again at its time.
 */
export function retryDelay(
  failed: { type: MessageType; attempts: number; ageMs: number; error: unknown },
  random: number,
): number | null {
  if (failed.error instanceof WebhookFailed) {
    const { outcome } = failed.error;
    return webhookRetryDelay({ ...failed, outcome }, random);
  }
  if (failed.error instanceof NotYet) return failed.error.waitMs;
  if (failed.error instanceof MailRefused && failed.error.permanent) return null;
  if (failed.type.startsWith('mail.') && failed.ageMs > MAIL_GIVES_UP_MS) return null;
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failed.attempts - 1, 30));
  return Math.round(longest * (0.5 + random / 2));
}
