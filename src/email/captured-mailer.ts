import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createTransport } from 'nodemailer';
import { composeMail, messageIdOf } from './compose-mail.ts';
import { type Mail, type Mailer, type MailReceipt, MailRefused } from './mailer.ts';
import { waitingMailer } from './waiting-mailer.ts';

/**
 * Returns a mailer that sends nothing: each mail becomes one complete `.eml` file (RFC 5322,
 * attachments included) in the directory, which is made if need be. The name follows from the
 * mail's time and id alone, so sending again overwrites and never doubles; a file is there
 * whole or not at all.
 */
export function createCapturedMailer(directory: string): Mailer {
  const transport = createTransport({ streamTransport: true, newline: 'windows', logger: false });

  async function capture(mail: Mail): Promise<MailReceipt> {
    const message = composeMail(mail);
    const target = join(directory, `${capturedName(mail)}.eml`);
    try {
      await mkdir(directory, { recursive: true });
      const { message: stream } = await transport.sendMail(message);
      await writeWhole(target, stream);
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
      const response = `the mail could not be written (${code})`;
      throw new MailRefused({ permanent: false, responseCode: null, response }, { cause });
    }
    return { messageId: messageIdOf(mail), response: '250 captured' };
  }

  return waitingMailer(capture, () => transport.close());
}

/** Returns `<YYYYMMDDTHHMMSSmmmZ>-<id>`, in UTC: names sort by time. Expects a mail that `composeMail` accepts. */
export function capturedName(mail: Pick<Mail, 'id' | 'at'>): string {
  return `${new Date(mail.at).toISOString().replace(/[-:.]/gu, '')}-${mail.id}`;
}

/** Writes beside the target, reaches the disk, then takes the name: a crash leaves the old file or the new one. */
async function writeWhole(target: string, stream: Readable | Buffer): Promise<void> {
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await pipeline(stream, file.createWriteStream({ flush: true }));
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
