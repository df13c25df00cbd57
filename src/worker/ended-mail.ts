import type { Context } from '../context.ts';
import type { OutboxRow } from '../db/outbox.ts';
import { loadEnvelope } from '../domain/access.ts';
import type { Envelope } from '../domain/envelope.ts';
import type { MailContent } from '../email/render-mail.ts';
import type { MessageOf } from '../outbox/messages.ts';
import { type Addressee, addresseeOf, caseNameOf, deliver, noticeFacts } from './deliver.ts';
import type { Settlement } from './worker.ts';

/** Tells one of those who were asked, or the sender, that the envelope ended unsigned. */
export async function sendEndedMail(
  ctx: Context,
  { tenant, envelopeId, recipient }: MessageOf<'mail.ended'>,
  row: OutboxRow,
): Promise<Settlement | undefined> {
  const envelope = await loadEnvelope(ctx.db, tenant, envelopeId);
  const to = addresseeOf(envelope, recipient);
  if (!to) return undefined;
  const content = contentFor(envelope, to, await caseNameOf(ctx, envelope));
  return content ? deliver(ctx, row, envelope, to, content) : undefined;
}

function contentFor(
  envelope: Envelope,
  to: Addressee,
  caseName: string | null,
): MailContent | null {
  const facts = noticeFacts(envelope, to);
  const toSender = to.recipient === 'sender';
  const audience = toSender
    ? { audience: 'sender' as const, caseName }
    : { audience: 'party' as const };
  if (envelope.status === 'voided') {
    const { void_reason: reason, voided_at: voidedAt } = envelope;
    if (reason === null || voidedAt === null) return null;
    return { template: 'voided_notice', ...facts, reason, voidedAt, ...audience };
  }
  if (envelope.status === 'declined') return declinedContent(envelope, facts, audience);
  if (envelope.status !== 'expired' || envelope.expires_at === null) return null;
  const expired = { template: 'expired_notice' as const, ...facts, expiredAt: envelope.expires_at };
  if (audience.audience === 'party') return { ...expired, ...audience };
  const outstanding = envelope.signers
    .filter(({ role, signed_at }) => role !== 'cc' && signed_at === null)
    .map(({ name, email }) => ({ name, email }));
  return { ...expired, ...audience, outstanding };
}

type Facts = ReturnType<typeof noticeFacts>;
type Audience = { audience: 'sender'; caseName: string | null } | { audience: 'party' };

// The reason, and who gave it, go to the sender alone.
function declinedContent(envelope: Envelope, facts: Facts, audience: Audience): MailContent | null {
  const { declined_at: declinedAt, decline_reason: reason } = envelope;
  const decliner = envelope.signers.find(({ status }) => status === 'declined');
  if (declinedAt === null || reason === null || !decliner) return null;
  const declined = { template: 'declined_notice' as const, ...facts, declinedAt };
  if (audience.audience === 'party') return { ...declined, ...audience };
  const declinedBy = { name: decliner.name, email: decliner.email };
  return { ...declined, ...audience, declinedBy, reason };
}
