import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { deleteExpiredKeys } from '../db/idempotency-keys.ts';
import type { OutboxRow } from '../db/outbox.ts';
import { appendAudit, NOWHERE } from '../domain/audit.ts';
import { noteUndelivered, WebhookFailed } from '../domain/deliver-webhook.ts';
import { expireEnvelope } from '../domain/end-envelope.ts';
import { finishCertificate, noteCertificateFailing } from '../domain/finish-certificate.ts';
import { finishDocument, noteFailing } from '../domain/finish-document.ts';
import { noteUndeliverable } from '../domain/note-delivery.ts';
import { purgeFile } from '../domain/purge-file.ts';
import { raiseSeal } from '../domain/raise-seal.ts';
import { requeueEvents } from '../domain/redeliver-webhook.ts';
import { remindByPolicy, warnOfDeadline } from '../domain/remind.ts';
import { TimeStampAwaited } from '../domain/sealing.ts';
import { tenantNow } from '../domain/tenant-time.ts';
import { timeStampAct } from '../domain/time-stamp-act.ts';
import { MailRefused } from '../email/mailer.ts';
import type { Message, MessageOf, MessageType } from '../outbox/messages.ts';
import { PdfFailed, PdfRefused } from '../pdf/pdf-engine.ts';
import { SealKeyError } from '../pdf/seal/seal-key-error.ts';
import { FileDamaged } from '../storage/file-storage.ts';
import { sendCompletedMail } from './completed-mail.ts';
import { sendDisownedMail } from './disowned-mail.ts';
import { sendEndedMail } from './ended-mail.ts';
import { sendInvitation } from './invitation-mail.ts';
import { sendReplacedMail } from './replaced-mail.ts';
import { sendSealingDelayedMail } from './sealing-delayed-mail.ts';
import { sendUndeliverableMail } from './undeliverable-mail.ts';
import { deliverWebhook } from './webhook-delivery.ts';
import { sendWebhookDisabledMail } from './webhook-disabled-mail.ts';
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
  'mail.disowned': sendDisownedMail,
  'mail.replaced': sendReplacedMail,
  'mail.undeliverable': sendUndeliverableMail,
  'document.finish': async (ctx, { tenant, envelopeId, documentId }) => {
    await finishDocument(ctx, tenant, envelopeId, documentId);
    return undefined;
  },
  'mail.sealing_delayed': sendSealingDelayedMail,
  'certificate.finish': async (ctx, { tenant, envelopeId, audience }) => {
    await finishCertificate(ctx, tenant, envelopeId, audience);
    return undefined;
  },
  'seal.raise': async (ctx, { tenant, envelopeId, subject }) => {
    await raiseSeal(ctx, tenant, envelopeId, subject);
    return undefined;
  },
  'audit.time_stamp': async (ctx, act) => {
    await timeStampAct(ctx, act);
    return undefined;
  },
  'envelope.expire': async (ctx, message) => {
    await expireEnvelope(ctx, message);
    return undefined;
  },
  'envelope.warn': async (ctx, message) => {
    await warnOfDeadline(ctx, message);
    return undefined;
  },
  'envelope.remind': async (ctx, message) => {
    await remindByPolicy(ctx, message);
    return undefined;
  },
  'webhook.deliver': deliverWebhook,
  'webhook.redeliver': async (ctx, message) => {
    await requeueEvents(ctx, message);
    return undefined;
  },
  'mail.webhook_disabled': sendWebhookDisabledMail,
  'file.purge': async (ctx, { tenant, sha256 }) => {
    await purgeFile(ctx, tenant, sha256);
    return undefined;
  },
  'idempotency.purge': async (ctx) => {
    await deleteExpiredKeys(ctx.db, ctx.clock.now().toISOString());
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

/** How often a message was tried, why it failed, and when it is tried again, if ever. */
export type Failure = { error: unknown; attempt: number; retryAt: string | null };

/** Makes a failure visible where the sender looks: the document's state, the audit trail. */
export async function noteFailure(
  ctx: Context,
  tx: Tx,
  message: Message,
  { error, attempt, retryAt }: Failure,
): Promise<void> {
  if (message.type === 'webhook.deliver' || message.type === 'webhook.redeliver') {
    if (message.type === 'webhook.redeliver' || !(error instanceof WebhookFailed)) return;
    const { outcome } = error;
    return noteUndelivered(ctx, tx, message, { outcome, attempt, retryAt });
  }
  if (!('envelopeId' in message)) return;
  const { tenant, envelopeId } = message;
  const gaveUpMail = message.type.startsWith('mail.') && retryAt === null;
  const isFile = message.type === 'document.finish' || message.type === 'certificate.finish';
  if (!gaveUpMail && !isFile) return;
  const now = await tenantNow(ctx, tx, tenant);
  const stamp = { actor: { type: 'system' as const }, origin: NOWHERE, now };
  const reason = reasonOf(error);
  if (message.type === 'document.finish') {
    const { documentId } = message;
    return noteFailing(tx, tenant, envelopeId, { documentId, reason }, stamp);
  }
  if (message.type === 'certificate.finish') {
    const { audience } = message;
    return noteCertificateFailing(tx, tenant, envelopeId, { audience, reason }, stamp);
  }
  const recipient = 'signerId' in message ? message.signerId : recipientOf(message);
  const entry = {
    type: 'mail.failed' as const,
    signerId: recipient === 'sender' ? undefined : recipient,
    data: {
      mail: message.type,
      recipient,
      reason,
      ...(error instanceof MailRefused ? { response: error.response } : {}),
    },
  };
  await appendAudit(tx, envelopeId, [entry], stamp);
  if (message.type !== 'mail.invitation' || !(error instanceof MailRefused)) return;
  const failure = {
    reason: error.permanent ? ('refused' as const) : ('not_delivered' as const),
    response: error.response,
  };
  await noteUndeliverable(tx, message, failure, stamp);
}

// The trail is for ever and for others to read: inner messages go to the log alone.
function reasonOf(error: unknown): string {
  if (error instanceof MailRefused) return error.permanent ? 'refused' : 'not_delivered';
  if (error instanceof FileDamaged) return 'file_damaged';
  if (error instanceof TimeStampAwaited) return `time_stamp_${error.fault}`;
  if (error instanceof SealKeyError) return `seal_certificate_${error.code}`;
  if (error instanceof PdfFailed || error instanceof PdfRefused) return 'pdf_failed';
  return 'internal';
}

function recipientOf(message: Message): string {
  return 'recipient' in message ? message.recipient : 'sender';
}
