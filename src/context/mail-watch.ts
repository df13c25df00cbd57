import type { Mailer } from '../email/mailer.ts';

const EVERY_MS = 30_000;
/** A relay that restarts is no reason to take the signers' pages away. */
const PATIENCE_MS = 5 * 60 * 1000;

export type MailState = { status: 'ok' | 'warning' | 'fail'; reason?: string };

export type MailWatch = { state(): MailState; close(): void };

/**
 * Looks every half minute whether the mail server takes our connection and credentials, so that
 * asking costs nothing. Where mails are captured there is nothing to look at.
 *
 * Says `warning` as soon as it does not, and `fail` when it has not for five minutes or, since the
 * start, never: mails wait in the outbox for two days meanwhile.
 */
export function watchMail(mailer: Mailer, now: () => Date, everyMs = EVERY_MS): MailWatch {
  const { verify } = mailer;
  if (!verify) return { state: () => ({ status: 'ok' }), close: () => {} };
  let lastGood: number | null = null;
  let reason: string | null = 'not_checked_yet';
  let looking = false;
  async function look(check: () => Promise<string | null>): Promise<void> {
    if (looking) return;
    looking = true;
    reason = await check().catch(() => 'unknown');
    if (reason === null) lastGood = now().getTime();
    looking = false;
  }
  void look(verify);
  const timer = setInterval(() => void look(verify), everyMs).unref();
  return {
    state() {
      if (reason === null) return { status: 'ok' };
      const isRecent = lastGood !== null && now().getTime() - lastGood < PATIENCE_MS;
      return { status: isRecent ? 'warning' : 'fail', reason };
    },
    close: () => clearInterval(timer),
  };
}
