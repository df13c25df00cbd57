import type { Tx } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { insertOutboxRow } from '../db/outbox.ts';
import { aheadBy, realTime } from '../db/tenant-time.ts';
import type { Message } from './messages.ts';

/**
 * Adds a message inside the caller's transaction: it happens if and only if that commits.
 *
 * @param options.dedupeKey names the one occasion; a second message of the same occasion is dropped
 * @param options.now the tenant's time; the id tells it, all else of the message goes by the real one
 * @param options.runAt not before this instant of the tenant's; default at once
 */
export async function enqueue(
  tx: Tx,
  message: Message,
  options: { now: Date; dedupeKey: string; runAt?: string },
): Promise<void> {
  const { type, ...payload } = message;
  const now = realTime(options.now).toISOString();
  await insertOutboxRow(tx, {
    id: newId('message', options.now),
    type,
    payload: JSON.stringify(payload),
    dedupe_key: `${type}:${options.dedupeKey}`,
    envelope_id: 'envelopeId' in message ? message.envelopeId : null,
    status: 'pending',
    run_at: options.runAt ? earlier(options.runAt, aheadBy(options.now)) : now,
    attempts: 0,
    leased_until: null,
    lease: null,
    last_error: null,
    created_at: now,
    done_at: null,
    retried_at: null,
  });
}

function earlier(at: string, milliseconds: number): string {
  return milliseconds === 0 ? at : new Date(Date.parse(at) - milliseconds).toISOString();
}
