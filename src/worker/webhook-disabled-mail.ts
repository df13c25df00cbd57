import type { Context } from '../context.ts';
import { findNewestEnvelope } from '../db/envelopes.ts';
import type { OutboxRow } from '../db/outbox.ts';
import { modeOf, workspaceOf } from '../db/tenant.ts';
import { findWorkspace } from '../db/workspaces.ts';
import { renderMail } from '../email/render-mail.ts';
import type { MessageOf } from '../outbox/messages.ts';
import { keepTestEmail } from './keep-test-email.ts';
import type { Settlement } from './worker.ts';

/** Tells the workspace, where it has an address, that nothing is sent to a webhook any more. */
export async function sendWebhookDisabledMail(
  ctx: Context,
  message: MessageOf<'mail.webhook_disabled'>,
  row: OutboxRow,
): Promise<Settlement | undefined> {
  const { tenant, url, because, since, at } = message;
  const workspace = await findWorkspace(ctx.db, workspaceOf(tenant));
  if (!workspace || workspace.sender_email === null) return undefined;
  // A workspace has no language of its own: that of its last envelope is the nearest.
  const envelope = await findNewestEnvelope(ctx.db, tenant);
  const locale = envelope?.locale ?? 'en';
  const { privacyUrl, imprintUrl, mailFrom } = ctx.config;
  const name = workspace.sender_name ?? workspace.name;
  const facts = { recipientName: name, url, because, since, disabledAt: at };
  const content = { template: 'webhook_disabled' as const, ...facts };
  const timeZone = envelope?.time_zone ?? 'Europe/Berlin';
  const common = { locale, timeZone, legal: { privacyUrl, imprintUrl } };
  const mail = {
    id: row.id,
    at: row.created_at,
    from: mailFrom,
    replyTo: null,
    to: { name, email: workspace.sender_email },
    locale,
    attachments: [],
    ...(await renderMail(content, common)),
  };
  const { messageId } = await ctx.mailers[modeOf(tenant)].send(mail);
  const about = { envelopeId: null, signerId: undefined };
  return (tx) => keepTestEmail(tx, tenant, { mail, content, messageId, ...about });
}
