import type { Context } from '../context.ts';
import type { OutboxRow } from '../db/outbox.ts';
import { loadEnvelope } from '../domain/access.ts';
import type { MessageOf } from '../outbox/messages.ts';
import { deliver, noticeFacts } from './deliver.ts';
import type { Settlement } from './worker.ts';

/**
 * Tells somebody who was asked that another has their place. Not at an address that is asked
 * again: there only the name was corrected, and the new invitation says all.
 */
export async function sendReplacedMail(
  ctx: Context,
  { tenant, envelopeId, signerId, person, at }: MessageOf<'mail.replaced'>,
  row: OutboxRow,
): Promise<Settlement | undefined> {
  const envelope = await loadEnvelope(ctx.db, tenant, envelopeId);
  if (envelope.signers.some(({ email }) => email === person.email)) return undefined;
  const to = { ...person, recipient: signerId };
  return deliver(ctx, row, envelope, to, {
    template: 'replaced_notice',
    ...noticeFacts(envelope, to),
    audience: 'party',
    replacedAt: at,
  });
}
