import type { Context } from '../context.ts';
import type { OutboxRow } from '../db/outbox.ts';
import { loadEnvelope } from '../domain/access.ts';
import type { MessageOf } from '../outbox/messages.ts';
import { addresseeOf, deliver, senderFacts } from './deliver.ts';
import type { Settlement } from './worker.ts';

/** Tells the sender that a link reached somebody who says that it is not for them. */
export async function sendDisownedMail(
  ctx: Context,
  { tenant, envelopeId, person, opened, at }: MessageOf<'mail.disowned'>,
  row: OutboxRow,
): Promise<Settlement | undefined> {
  const envelope = await loadEnvelope(ctx.db, tenant, envelopeId);
  const to = addresseeOf(envelope, 'sender');
  if (!to) return undefined;
  return deliver(ctx, row, envelope, to, {
    template: 'disowned_notice',
    ...(await senderFacts(ctx, envelope, to)),
    person,
    opened,
    disownedAt: at,
  });
}
