import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { endLink, hasLinkSince } from '../db/links.ts';
import { holdsLease, type OutboxRow } from '../db/outbox.ts';
import type { Signer } from '../db/signers.ts';
import { holdEnvelope } from '../domain/access.ts';
import { appendAudit, NOWHERE } from '../domain/audit.ts';
import { type Envelope, stateOf } from '../domain/envelope.ts';
import { type IssuedLink, issueLink } from '../domain/links.ts';
import { noteDelivered } from '../domain/note-delivery.ts';
import { tenantNow } from '../domain/tenant-time.ts';
import { messageIdOf } from '../email/compose-mail.ts';
import { MailRefused } from '../email/mailer.ts';
import type { MailContent } from '../email/render-mail.ts';
import { currentTurn, hasActed, invitedSigners, isOpen, statusAt } from '../lifecycle/state.ts';
import type { MessageOf } from '../outbox/messages.ts';
import { type Addressee, addresseeOf, deliver } from './deliver.ts';
import type { Settlement } from './worker.ts';

/** Asks a signer to sign or approve, unless that was settled since the message was written. */
export async function sendInvitation(
  ctx: Context,
  message: MessageOf<'mail.invitation'>,
  row: OutboxRow,
): Promise<Settlement | undefined> {
  const issued = await ctx.transact((tx) => issueInvitation(ctx, tx, message, row));
  if (!issued) return (tx) => noteUnconfirmed(ctx, tx, message, row);
  const { envelope, to, link } = issued;
  try {
    const sent = await deliver(ctx, row, envelope, to, contentOf(message, issued));
    return async (tx) => {
      await noteDelivered(tx, message.signerId);
      await sent(tx);
    };
  } catch (error) {
    // Only a server that said no has certainly not delivered it. Of a connection that broke off the
    // mail may be there, and its link must work.
    if (error instanceof MailRefused && error.responseCode !== null) {
      const ended_at = (await tenantNow(ctx, ctx.db, message.tenant)).toISOString();
      await endLink(ctx.db, link.id, { ended_at, ended_by: 'not_sent' });
    }
    throw error;
  }
}

// An earlier attempt may have been delivered before its process died or its connection broke: what is
// not asked any more is not mailed again, and the trail would know nothing of the mail they had.
async function noteUnconfirmed(
  ctx: Context,
  tx: Tx,
  { tenant, envelopeId, signerId }: MessageOf<'mail.invitation'>,
  row: OutboxRow,
): Promise<void> {
  if (row.attempts === 1 || !(await hasLinkSince(tx, { envelopeId, signerId }, row.created_at)))
    return;
  const now = await tenantNow(ctx, tx, tenant);
  const message_id = messageIdOf({ id: row.id, from: ctx.config.mailFrom });
  const data = { mail: 'mail.invitation', recipient: signerId, message_id };
  const stamp = { actor: { type: 'system' as const }, origin: NOWHERE, now };
  await appendAudit(tx, envelopeId, [{ type: 'mail.unconfirmed', signerId, data }], stamp);
}

function contentOf(
  { reason }: MessageOf<'mail.invitation'>,
  { envelope, signer, link, acted, now }: Issued,
): MailContent {
  const deadline = envelope.expires_at ?? link.expiresAt;
  const facts = {
    role: signer.role === 'approver' ? ('approver' as const) : ('signer' as const),
    recipientName: signer.name,
    sender: { name: envelope.sender_name, email: envelope.sender_email },
    title: envelope.title,
    documents: envelope.documents.map(({ filename }) => filename),
    deadline,
    link: link.url,
    linkExpiresAt: link.expiresAt,
  };
  if (reason === 'fresh_link') return { template: 'fresh_link', ...facts, acted };
  if (reason === 'deadline') {
    const day = dayOf(deadline, now, envelope.time_zone);
    return { template: 'deadline_near', ...facts, day };
  }
  const reminder = reason !== 'invited';
  return { template: 'signing_request', ...facts, reminder, message: envelope.message };
}

// The mail may be late: the day is that of its sending, in the time zone that it tells times in.
function dayOf(deadline: string, now: Date, timeZone: string): 'today' | 'tomorrow' {
  const { format } = new Intl.DateTimeFormat('en-CA', { timeZone });
  return format(new Date(deadline)) === format(now) ? 'today' : 'tomorrow';
}

type Issued = {
  envelope: Envelope;
  signer: Signer;
  to: Addressee;
  /** Whether nothing is asked of them any more. */
  acted: boolean;
  link: IssuedLink;
  now: Date;
};

// The chain is held from the look at the signer to the insert of the link: one who is replaced
// meanwhile would otherwise be mailed a link that outlives the replacement.
async function issueInvitation(
  ctx: Context,
  tx: Tx,
  { tenant, envelopeId, signerId, reason }: MessageOf<'mail.invitation'>,
  row: OutboxRow,
): Promise<Issued | null> {
  const envelope = await holdEnvelope(tx, tenant, envelopeId);
  // Dropped when the signer was replaced: the new one has an invitation of their own.
  if (!(await holdsLease(tx, row))) return null;
  const state = stateOf(envelope);
  const now = await tenantNow(ctx, tx, tenant);
  const open = isOpen(statusAt(state, now.toISOString()));
  const to = addresseeOf(envelope, signerId);
  const signer = envelope.signers.find(({ id }) => id === signerId);
  // Whoever was asked may ask for a fresh link, to read what was signed too.
  const asked = reason === 'fresh_link' ? invitedSigners(state) : currentTurn(state);
  const party = asked.find(({ id }) => id === signerId);
  if (!open || !to || !signer || !party) return null;
  // Made as late as possible: the token is in this mail and nowhere else.
  const acted = hasActed(party);
  const link = await issueLink(ctx, tx, envelope, signer, 'sign');
  return { envelope, signer, to, acted, link, now };
}
