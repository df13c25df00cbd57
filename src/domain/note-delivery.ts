import type { Tx } from '../db/database.ts';
import { type UndeliverableReason, updateSigner } from '../db/signers.ts';
import type { Tenant } from '../db/tenant.ts';
import { hasActed, isOpen } from '../lifecycle/state.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { loadEnvelope } from './access.ts';
import { type AuditStamp, appendAudit } from './audit.ts';
import { type Envelope, stateOf } from './envelope.ts';
import { recordEvents } from './events.ts';

/** Notes that a mail that asks a signer to act was handed over to the address's server. */
export function noteDelivered(tx: Tx, signerId: string): Promise<void> {
  return updateSigner(tx, signerId, { delivery: 'sent', delivery_reason: null });
}

/**
 * Notes that mail does not reach a signer who is waited for, and has the sender told: once, until
 * the address is corrected or a later mail gets through.
 *
 * @param failure.response the server's last line, addresses masked
 */
export async function noteUndeliverable(
  tx: Tx,
  { tenant, envelopeId, signerId }: { tenant: Tenant; envelopeId: string; signerId: string },
  failure: { reason: UndeliverableReason; response: string },
  stamp: AuditStamp,
): Promise<void> {
  const envelope = await loadEnvelope(tx, tenant, envelopeId);
  const signer = envelope.signers.find(({ id }) => id === signerId);
  const acted = stateOf(envelope).signers.some((each) => each.id === signerId && hasActed(each));
  const { status } = stateOf(envelope);
  if (!signer || acted || !isOpen(status) || signer.delivery === 'undeliverable') return;
  const { reason } = failure;
  await updateSigner(tx, signerId, { delivery: 'undeliverable', delivery_reason: reason });
  const entry = { type: 'signer.undeliverable' as const, signerId, data: failure };
  await appendAudit(tx, envelopeId, [entry], stamp);
  await tellSender(tx, envelope, { ...signer, reason }, stamp.now);
  const told = { type: 'signer.undeliverable' as const, signerId, data: { reason } };
  await recordEvents(tx, envelope, [told], stamp.now);
}

async function tellSender(
  tx: Tx,
  { id: envelopeId, tenant, sender_email, version }: Envelope,
  signer: { id: string; name: string; email: string; reason: UndeliverableReason },
  now: Date,
): Promise<void> {
  if (sender_email === null) return;
  const { id, name, email, reason } = signer;
  const facts = { person: { name, email }, reason, at: now.toISOString() };
  await enqueue(
    tx,
    { type: 'mail.undeliverable', tenant, envelopeId, ...facts },
    { now, dedupeKey: `${id}:${version}:${now.toISOString()}` },
  );
}
