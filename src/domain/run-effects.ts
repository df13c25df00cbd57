import { type Audience, insertCertificate } from '../db/certificates.ts';
import type { Tx } from '../db/database.ts';
import { markDocumentsPending } from '../db/envelope-documents.ts';
import { endLinks, hasLinkSince } from '../db/links.ts';
import { dropWaiting } from '../db/outbox.ts';
import type { Effect } from '../lifecycle/effects.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { type Envelope, localeOf } from './envelope.ts';
import { scheduleExpiry, scheduleReminder, scheduleWarning } from './schedule.ts';

/** When the sender is told that sealing takes longer than usual. */
const DELAYED_MS = 60 * 60 * 1000;

/**
 * Turns the effects of a decision into rows of the same transaction.
 *
 * @param envelope as it was before the decision: its version names the occasion
 */
export async function runEffects(
  tx: Tx,
  envelope: Envelope,
  effects: readonly Effect[],
  now: Date,
): Promise<void> {
  for (const effect of effects) await runEffect(tx, envelope, effect, now);
}

async function runEffect(tx: Tx, envelope: Envelope, effect: Effect, now: Date): Promise<void> {
  const { id: envelopeId, tenant } = envelope;
  const at = now.toISOString();
  switch (effect.type) {
    case 'mail_invitation': {
      const { signerId, reason } = effect;
      return enqueue(
        tx,
        { type: 'mail.invitation', tenant, envelopeId, signerId, reason },
        { now, dedupeKey: `${signerId}:${envelope.version}` },
      );
    }
    case 'mail_end_notice':
      return enqueueEndMail(tx, envelope, effect.signerId, now);
    case 'mail_sender_notice':
      return envelope.sender_email === null
        ? undefined
        : enqueueEndMail(tx, envelope, 'sender', now);
    case 'schedule_expiry':
      return scheduleExpiry(tx, envelope, effect.at, now);
    case 'schedule_warning':
      return scheduleWarning(tx, envelope, effect.expiresAt, { at: effect.at, now });
    case 'schedule_reminder': {
      const { signerId } = effect;
      const invitedAt = effect.first ? at : invitationOf(envelope, signerId);
      return invitedAt === null
        ? undefined
        : scheduleReminder(tx, envelope, { signerId, invitedAt }, now);
    }
    case 'finish_documents':
      return finishDocuments(tx, envelope, now);
    case 'make_report':
      await insertCertificate(tx, certificateRow(envelope, 'sender'));
      return enqueue(
        tx,
        { type: 'certificate.finish', tenant, envelopeId, audience: 'sender' },
        { now, dedupeKey: `${envelopeId}:sender` },
      );
    case 'end_all_links':
      return endLinks(tx, { envelopeId }, { ended_at: at, ended_by: 'envelope_ended' });
    case 'end_signer_links': {
      const { signerId } = effect;
      // An invitation that did not get through yet would go to a new person beside their own, or
      // bring a working link once more to somebody who said that it is not for them.
      const end = { last_error: `the signer was ${effect.because}`, done_at: at };
      await dropWaiting(tx, `mail.invitation:${signerId}:`, end);
      const which = { envelopeId, signerId };
      return endLinks(tx, which, { ended_at: at, ended_by: effect.because });
    }
    case 'mail_disowned':
      return enqueueDisownedMail(tx, envelope, effect.signerId, now);
    case 'mail_replaced':
      return enqueueReplacedMail(tx, envelope, effect.signerId, now);
  }
}

function invitationOf({ signers }: Envelope, signerId: string): string | null {
  return signers.find(({ id }) => id === signerId)?.invited_at ?? null;
}

async function finishDocuments(tx: Tx, envelope: Envelope, now: Date): Promise<void> {
  const { id: envelopeId, tenant } = envelope;
  await markDocumentsPending(tx, envelopeId);
  for (const { id: documentId } of envelope.documents) {
    const message = { type: 'document.finish', tenant, envelopeId, documentId } as const;
    await enqueue(tx, message, { now, dedupeKey: documentId });
  }
  for (const audience of ['sender', 'parties'] as const) {
    await insertCertificate(tx, certificateRow(envelope, audience));
  }
  await enqueue(
    tx,
    { type: 'mail.sealing_delayed', tenant, envelopeId },
    { now, dedupeKey: envelopeId, runAt: new Date(now.getTime() + DELAYED_MS).toISOString() },
  );
}

function certificateRow({ id, tenant }: Envelope, audience: Audience) {
  const seal = { sha256: null, seal_level: null, sealed_at: null };
  return { envelope_id: id, tenant, audience, seal_status: 'pending' as const, ...seal };
}

async function enqueueDisownedMail(
  tx: Tx,
  envelope: Envelope,
  signerId: string,
  now: Date,
): Promise<void> {
  const { id: envelopeId, tenant } = envelope;
  const signer = envelope.signers.find(({ id }) => id === signerId);
  if (!signer || envelope.sender_email === null) return;
  const { name, email, status } = signer;
  const facts = { person: { name, email }, opened: status !== 'pending', at: now.toISOString() };
  const message = { type: 'mail.disowned' as const, tenant, envelopeId, ...facts };
  await enqueue(tx, message, { now, dedupeKey: `${signerId}:${envelope.version}` });
}

async function enqueueReplacedMail(
  tx: Tx,
  envelope: Envelope,
  signerId: string,
  now: Date,
): Promise<void> {
  const { id: envelopeId, tenant } = envelope;
  const signer = envelope.signers.find(({ id }) => id === signerId);
  if (!signer || signer.invited_at === null) return;
  // To whom no invitation can have got through there is nothing to take back.
  if (!(await hasLinkSince(tx, { envelopeId, signerId }, signer.invited_at))) return;
  const { name, email } = signer;
  const person = { name, email, locale: localeOf(envelope, signer) };
  const facts = { signerId, person, at: now.toISOString() };
  const message = { type: 'mail.replaced' as const, tenant, envelopeId, ...facts };
  await enqueue(tx, message, { now, dedupeKey: `${signerId}:${envelope.version}` });
}

function enqueueEndMail(tx: Tx, envelope: Envelope, recipient: string, now: Date): Promise<void> {
  const { id: envelopeId, tenant } = envelope;
  return enqueue(
    tx,
    { type: 'mail.ended', tenant, envelopeId, recipient },
    { now, dedupeKey: `${envelopeId}:${recipient}` },
  );
}
