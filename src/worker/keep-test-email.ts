import type { Tx } from '../db/database.ts';
import type { Tenant } from '../db/tenant.ts';
import { keepTestMail, type TestMail } from '../domain/test-emails.ts';
import type { Mail, MailAttachment } from '../email/mailer.ts';
import type { MailContent } from '../email/render-mail.ts';

/** A stored file as a mail takes it along. */
export type MailFile = MailAttachment & { sha256: string; sizeBytes: number };

/** A mail that was handed over, and what it was about. */
export type SentMail = {
  mail: Omit<Mail, 'attachments'> & { attachments: MailFile[] };
  content: MailContent;
  messageId: string;
  envelopeId: string | null;
  signerId: string | undefined;
};

/** Lists a mail of a test tenant, in the commit that marks it sent. */
export function keepTestEmail(
  tx: Tx,
  tenant: Tenant,
  { mail, content, messageId, envelopeId, signerId }: SentMail,
): Promise<void> {
  return keepTestMail(tx, tenant, {
    id: mail.id,
    created_at: mail.at,
    template: content.template,
    envelope_id: envelopeId,
    signer_id: signerId ?? null,
    from: mail.from,
    reply_to: mail.replyTo,
    to: mail.to,
    subject: mail.subject,
    locale: mail.locale,
    message_id: messageId,
    html: mail.html,
    text: mail.text,
    links: linksOf(content),
    attachments: mail.attachments.map(({ filename, contentType, sizeBytes, sha256 }) => ({
      filename,
      content_type: contentType,
      size_bytes: sizeBytes,
      sha256,
    })),
  });
}

function linksOf(content: MailContent): TestMail['links'] {
  if ('link' in content) return [{ kind: 'sign', url: content.link }];
  if ('copyLink' in content && content.copyLink) {
    return [{ kind: 'copy', url: content.copyLink.url }];
  }
  return [];
}
