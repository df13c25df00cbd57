import { holdAuditHead } from '../db/audit-events.ts';
import type { Tx } from '../db/database.ts';
import type { OutboxRow } from '../db/outbox.ts';
import { discardOutboxRow, findOutboxRow, reviveOutboxRow } from '../db/outbox-care.ts';
import type { Message } from '../outbox/messages.ts';
import { appendAudit, NOWHERE } from './audit.ts';
import { giveUpDelivery, reopenDelivery } from './deliver-webhook.ts';
import { tenantNow } from './tenant-time.ts';

/** Why a message is left as it is, in words for the operator. */
export type CareRefusal = string;

/**
 * Has a message tried again at once, with all the time and attempts of a new one: one that failed,
 * was discarded, or failed and waits for its next attempt.
 *
 * @returns null, or why not
 */
export async function retryMessage(tx: Tx, id: string, now: Date): Promise<CareRefusal | null> {
  const row = await holdMessage(tx, id);
  if (!row) return 'there is no such message';
  if (row.status === 'done') return 'it was carried out';
  // Deadlines and reminders wait for their own time, and would be nothing before it.
  if (row.status === 'pending' && row.last_error === null) return 'it has not failed';
  if (!(await reviveOutboxRow(tx, id, now.toISOString()))) return IN_HAND;
  const message = messageOf(row);
  if (message.type === 'webhook.deliver' && !(await reopenDelivery(tx, message))) {
    return 'its webhook is deleted or disabled';
  }
  return null;
}

/**
 * Gives a message up that failed, or fails again and again. Its row stays, and the trail of its
 * envelope says what was given up and why.
 *
 * @returns null, or why not
 */
export async function discardMessage(
  tx: Tx,
  id: string,
  { reason, now }: { reason: string; now: Date },
): Promise<CareRefusal | null> {
  const row = await holdMessage(tx, id);
  if (!row) return 'there is no such message';
  if (row.status === 'done') return 'it was carried out';
  if (row.status === 'discarded') return 'it was discarded before';
  if (row.last_error === null) return 'it has not failed';
  const last_error = `discarded: ${reason}; before: ${row.last_error}`;
  const end = { last_error, done_at: now.toISOString() };
  if (!(await discardOutboxRow(tx, id, end))) return IN_HAND;
  const message = messageOf(row);
  if (message.type === 'webhook.deliver') await giveUpDelivery(tx, message, now);
  if (row.envelope_id === null || !('tenant' in message)) return null;
  const data = { message: row.type, message_id: id, attempts: row.attempts, reason };
  const entry = { type: 'message.discarded' as const, signerId: signerOf(message), data };
  const at = await tenantNow({ clock: { now: () => now } }, tx, message.tenant);
  const stamp = { actor: { type: 'operator' as const }, origin: NOWHERE, now: at };
  await appendAudit(tx, row.envelope_id, [entry], stamp);
  return null;
}

const IN_HAND = 'it is being carried out at this moment';

// The envelope before the message, as everybody holds them.
async function holdMessage(tx: Tx, id: string): Promise<OutboxRow | undefined> {
  const found = await findOutboxRow(tx, id);
  if (!found || found.envelope_id === null) return found;
  await holdAuditHead(tx, found.envelope_id);
  return findOutboxRow(tx, id);
}

/** What a row of the outbox asks for. */
export function messageOf({ type, payload }: Pick<OutboxRow, 'type' | 'payload'>): Message {
  return { type, ...JSON.parse(payload) } as Message;
}

function signerOf(message: Message): string | undefined {
  if ('signerId' in message) return message.signerId;
  const isSigner = 'recipient' in message && message.recipient !== 'sender';
  return isSigner ? message.recipient : undefined;
}
