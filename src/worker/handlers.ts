import type { Context } from '../context.ts';
import type { OutboxRow } from '../db/outbox.ts';
import { appendAudit, NOWHERE } from '../domain/audit.ts';
import { expireEnvelope } from '../domain/end-envelope.ts';
import { finishDocument, noteFailing } from '../domain/finish-document.ts';
import { purgeFile } from '../domain/purge-file.ts';
import { MailRefused } from '../email/mailer.ts';
import type { Message, MessageOf, MessageType } from '../outbox/messages.ts';
import { sendCompletedMail } from './completed-mail.ts';
import { sendEndedMail } from './ended-mail.ts';
import { sendInvitation } from './invitation-mail.ts';
import type { Settlement } from './worker.ts';

type Handler<T extends MessageType> = (
  ctx: Context,
  message: MessageOf<T>,
  row: OutboxRow,
) => Promise<Settlement | undefined>;

// One handler for each type; a type without one does not compile. Each may run more than once.
const HANDLERS: { [T in MessageType]: Handler<T> } = {
  'mail.invitation': sendInvitation,
  'mail.completed': sendCompletedMail,
  'mail.ended': sendEndedMail,
  'document.finish': async (ctx, { tenant, envelopeId, documentId }) => {
    await finishDocument(ctx, tenant, envelopeId, documentId);
    return undefined;
  },
  'envelope.expire': async (ctx, { tenant, envelopeId }) => {
    await expireEnvelope(ctx, tenant, envelopeId);
    return undefined;
  },
  'file.purge': async (ctx, { tenant, sha256 }) => {
    await purgeFile(ctx, tenant, sha256);
    return undefined;
  },
};

/** Carries a message out. What it returns is to be written in the commit that marks it done. */
export function handle<T extends MessageType>(
  ctx: Context,
  message: MessageOf<T>,
  row: OutboxRow,
): Promise<Settlement | undefined> {
  const type: T = message.type;
  return HANDLERS[type](ctx, message, row);
}

/** Makes a failure visible where the sender looks: the document's state, the audit trail. */
export async function noteFailure(
  ctx: Context,
  message: Message,
  error: unknown,
  final: boolean,
): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  if (message.type === 'document.finish') {
    const { tenant, envelopeId, documentId } = message;
    await noteFailing(ctx, tenant, envelopeId, documentId, reason);
  }
  if (!final || !(error instanceof MailRefused) || !('envelopeId' in message)) return;
  const recipient = 'signerId' in message ? message.signerId : recipientOf(message);
  await ctx.transact((tx) =>
    appendAudit(
      tx,
      message.envelopeId,
      [
        {
          type: 'mail.failed',
          signerId: recipient === 'sender' ? undefined : recipient,
          data: { mail: message.type, recipient, response: error.response },
        },
      ],
      { actor: { type: 'system' }, origin: NOWHERE, now: ctx.clock.now() },
    ),
  );
}

function recipientOf(message: Message): string {
  return 'recipient' in message ? message.recipient : 'sender';
}
