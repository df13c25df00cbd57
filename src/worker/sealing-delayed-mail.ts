import type { Context } from '../context.ts';
import type { OutboxRow } from '../db/outbox.ts';
import { loadEnvelope } from '../domain/access.ts';
import type { MessageOf } from '../outbox/messages.ts';
import { addresseeOf, deliver, senderFacts } from './deliver.ts';
import type { Settlement } from './worker.ts';

/** Tells the sender that sealing takes longer than usual, where it still does. */
export async function sendSealingDelayedMail(
  ctx: Context,
  { tenant, envelopeId }: MessageOf<'mail.sealing_delayed'>,
  row: OutboxRow,
): Promise<Settlement | undefined> {
  const envelope = await loadEnvelope(ctx.db, tenant, envelopeId);
  const parts = [...envelope.documents, ...envelope.certificates];
  const to = addresseeOf(envelope, 'sender');
  if (!to || parts.every(({ seal_status }) => seal_status === 'sealed')) return undefined;
  return deliver(ctx, row, envelope, to, {
    template: 'sealing_delayed',
    ...(await senderFacts(ctx, envelope, to)),
    documents: envelope.documents.map(({ filename }) => filename),
    completedAt: envelope.completed_at ?? envelope.updated_at,
  });
}
