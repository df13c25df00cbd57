import type { Context } from '../context.ts';
import { findCase } from '../db/cases.ts';
import { timeOfId } from '../db/ids.ts';
import type { OutboxRow } from '../db/outbox.ts';
import { modeOf } from '../db/tenant.ts';
import { appendAudit, NOWHERE } from '../domain/audit.ts';
import { type Envelope, localeOf } from '../domain/envelope.ts';
import { tenantNow } from '../domain/tenant-time.ts';
import { type Locale, type MailContent, renderMail } from '../email/render-mail.ts';
import type { Recipient } from '../outbox/messages.ts';
import { keepTestEmail, type MailFile } from './keep-test-email.ts';
import type { Settlement } from './worker.ts';

/** Whom a mail goes to, in which language. */
export type Addressee = { name: string; email: string; locale: Locale; recipient: Recipient };

/** The addressee of a message, or null where there is none any more. */
export function addresseeOf(envelope: Envelope, recipient: Recipient): Addressee | null {
  if (recipient === 'sender') {
    const { sender_name: name, sender_email: email, locale } = envelope;
    return email === null ? null : { name, email, locale, recipient };
  }
  const signer = envelope.signers.find(({ id }) => id === recipient);
  if (!signer) return null;
  const { name, email } = signer;
  return { name, email, locale: localeOf(envelope, signer), recipient };
}

/** What every notice to somebody is told of its envelope. */
export function noticeFacts(envelope: Envelope, to: Addressee) {
  const { sender_name: name, sender_email: email, title } = envelope;
  return { recipientName: to.name, sender: { name, email }, title };
}

/** The same for the sender, with what is theirs alone. */
export async function senderFacts(ctx: Context, envelope: Envelope, to: Addressee) {
  const caseName = await caseNameOf(ctx, envelope);
  return { ...noticeFacts(envelope, to), audience: 'sender' as const, caseName };
}

/**
 * Renders a mail and hands it over.
 *
 * @returns the audit entry to be written with the mark that it was sent, and in test mode the mail
 * @throws MailRefused
 */
export async function deliver(
  ctx: Context,
  row: OutboxRow,
  envelope: Envelope,
  to: Addressee,
  content: MailContent,
  attachments: MailFile[] = [],
): Promise<Settlement> {
  const { privacyUrl, imprintUrl, mailFrom } = ctx.config;
  const { id: envelopeId, tenant, sender_name: senderName, sender_email: senderEmail } = envelope;
  const common = {
    locale: to.locale,
    timeZone: envelope.time_zone,
    legal: { privacyUrl, imprintUrl },
  };
  const mail = {
    id: row.id,
    at: timeOfId(row.id).toISOString(),
    from: { name: `${senderName} via ${mailFrom.name}`, email: mailFrom.email },
    replyTo: senderEmail === null ? null : { name: senderName, email: senderEmail },
    to: { name: to.name, email: to.email },
    locale: to.locale,
    attachments,
    ...(await renderMail(content, common)),
  };
  const { messageId, response } = await ctx.mailers[modeOf(tenant)].send(mail);
  const { recipient } = to;
  const signerId = recipient === 'sender' ? undefined : recipient;
  return async (tx) => {
    const now = await tenantNow(ctx, tx, tenant);
    const data = { mail: content.template, recipient, message_id: messageId, response };
    const stamp = { actor: { type: 'system' as const }, origin: NOWHERE, now };
    await appendAudit(tx, envelopeId, [{ type: 'mail.sent', signerId, data }], stamp);
    await keepTestEmail(tx, tenant, { mail, content, messageId, envelopeId, signerId });
  };
}

/** The name of the envelope's case. It is for the sender alone. */
export async function caseNameOf(ctx: Context, envelope: Envelope): Promise<string | null> {
  const found = await findCase(ctx.db, envelope.tenant, envelope.case_id);
  return found?.name ?? null;
}
