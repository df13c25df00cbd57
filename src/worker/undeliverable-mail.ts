import type { Context } from '../context.ts';
import type { OutboxRow } from '../db/outbox.ts';
import { loadEnvelope } from '../domain/access.ts';
import type { MessageOf } from '../outbox/messages.ts';
import { addresseeOf, deliver, senderFacts } from './deliver.ts';
import type { Settlement } from './worker.ts';

/** Tells the sender that a signer could not be reached. */
export async function sendUndeliverableMail(
  ctx: Context,
  { tenant, envelopeId, person, reason, at }: MessageOf<'mail.undeliverable'>,
  row: OutboxRow,
): Promise<Settlement | undefined> {
  const envelope = await loadEnvelope(ctx.db, tenant, envelopeId);
  const to = addresseeOf(envelope, 'sender');
  if (!to) return undefined;
  return deliver(ctx, row, envelope, to, {
    template: 'undeliverable_notice',
    ...(await senderFacts(ctx, envelope, to)),
    person,
    cause: reason,
    failedAt: at,
  });
}
