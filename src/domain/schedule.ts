import type { Tx } from '../db/database.ts';
import { nextReminderAt } from '../lifecycle/decide-remind.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { type Envelope, policyOf } from './envelope.ts';

/** Puts down the deadline of an envelope: at it, the envelope expires. */
export function scheduleExpiry(tx: Tx, envelope: Envelope, at: string, now: Date): Promise<void> {
  const { id: envelopeId, tenant } = envelope;
  return enqueue(
    tx,
    { type: 'envelope.expire', tenant, envelopeId, at },
    { now, dedupeKey: `${envelopeId}:${at}`, runAt: at },
  );
}

/** Puts down the mail that a deadline is near. */
export function scheduleWarning(
  tx: Tx,
  envelope: Envelope,
  expiresAt: string,
  { at, now }: { at: string; now: Date },
): Promise<void> {
  const { id: envelopeId, tenant } = envelope;
  return enqueue(
    tx,
    { type: 'envelope.warn', tenant, envelopeId, expiresAt },
    { now, dedupeKey: `${envelopeId}:${expiresAt}`, runAt: at },
  );
}

/** Puts down the next reminder of a signer by the envelope's policy, if it has one. */
export async function scheduleReminder(
  tx: Tx,
  envelope: Envelope,
  { signerId, invitedAt }: { signerId: string; invitedAt: string },
  now: Date,
): Promise<void> {
  const { id: envelopeId, tenant } = envelope;
  const policy = policyOf(envelope);
  if (policy === null) return;
  const at = nextReminderAt(policy, invitedAt, now.toISOString());
  await enqueue(
    tx,
    { type: 'envelope.remind', tenant, envelopeId, signerId, invitedAt, at },
    { now, dedupeKey: `${signerId}:${invitedAt}:${at}`, runAt: at },
  );
}
