import type { Context } from '../context.ts';
import { endLink } from '../db/links.ts';
import type { OutboxRow } from '../db/outbox.ts';
import { loadEnvelope } from '../domain/access.ts';
import { stateOf } from '../domain/envelope.ts';
import { issueLink } from '../domain/links.ts';
import type { MailContent } from '../email/render-mail.ts';
import { currentTurn, isOpen, statusAt } from '../lifecycle/state.ts';
import type { MessageOf } from '../outbox/messages.ts';
import { addresseeOf, deliver } from './deliver.ts';
import type { Settlement } from './worker.ts';

/** Asks a signer to sign or approve, unless that was settled since the message was written. */
export async function sendInvitation(
  ctx: Context,
  { tenant, envelopeId, signerId, reason }: MessageOf<'mail.invitation'>,
  row: OutboxRow,
): Promise<Settlement | undefined> {
  const envelope = await loadEnvelope(ctx.db, tenant, envelopeId);
  const state = stateOf(envelope);
  const open = isOpen(statusAt(state, ctx.clock.now().toISOString()));
  const to = addresseeOf(envelope, signerId);
  const signer = envelope.signers.find(({ id }) => id === signerId);
  if (!open || !to || !signer || !currentTurn(state).some(({ id }) => id === signerId)) {
    return undefined;
  }
  // Made as late as possible: the token is in this mail and nowhere else.
  const link = await issueLink(ctx, ctx.db, envelope, signer, 'sign');
  const facts = {
    role: signer.role === 'approver' ? ('approver' as const) : ('signer' as const),
    recipientName: signer.name,
    sender: { name: envelope.sender_name, email: envelope.sender_email },
    title: envelope.title,
    documents: envelope.documents.map(({ filename }) => filename),
    deadline: envelope.expires_at ?? link.expiresAt,
    link: link.url,
    linkExpiresAt: link.expiresAt,
  };
  const content: MailContent =
    reason === 'fresh_link'
      ? { template: 'fresh_link', ...facts }
      : {
          template: 'signing_request',
          ...facts,
          reminder: false,
          message: envelope.message,
        };
  try {
    return await deliver(ctx, row, envelope, to, content);
  } catch (error) {
    await endLink(ctx.db, link.id, {
      ended_at: ctx.clock.now().toISOString(),
      ended_by: 'not_sent',
    });
    throw error;
  }
}
