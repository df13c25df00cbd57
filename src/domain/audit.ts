import {
  type AuditEventRow,
  holdAuditHead,
  insertAuditEvent,
  insertAuditHead,
  moveAuditHead,
} from '../db/audit-events.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import type { Tenant } from '../db/tenant.ts';
import { aheadBy, realTime } from '../db/tenant-time.ts';
import { type ChainedEvent, GENESIS, hashEvent } from '../evidence/audit-chain.ts';
import type { LifecycleEvent } from '../lifecycle/decision.ts';
import type { Actor, Origin } from './caller.ts';

/** What the chain records beside the lifecycle's own events. */
export type AuditType =
  | LifecycleEvent['type']
  | 'envelope.created'
  | 'link.requested'
  | 'copy.opened'
  | 'signer.undeliverable'
  | 'mail.sent'
  | 'mail.failed'
  | 'mail.unconfirmed'
  | 'message.discarded'
  | 'document.viewed'
  | 'document.downloaded'
  | 'document.sealed'
  | 'document.failed'
  | 'document.raised'
  | 'envelope.sealed'
  | 'certificate.sealed'
  | 'certificate.failed'
  | 'certificate.raised'
  | 'certificate.downloaded'
  | 'evidence.downloaded';

export type AuditEntry = {
  type: AuditType;
  signerId?: string;
  data?: Record<string, unknown>;
};

/** By whom, from where, when, in the tenant's time. */
export type AuditStamp = { actor: Actor; origin: Origin; now: Date };

export const NOWHERE: Origin = { ip: null, userAgent: null };

const USER_AGENT_MAX = 500;

/** Starts the chain of a new envelope. */
export async function startAudit(tx: Tx, tenant: Tenant, envelopeId: string): Promise<void> {
  await insertAuditHead(tx, { envelope_id: envelopeId, tenant, seq: 0, hash: GENESIS });
}

/**
 * Adds events to the end of an envelope's chain: numbered without gaps, each with the SHA-256 over
 * its canonical JSON (RFC 8785), which holds the hash of the one before. Where the tenant's clock was
 * moved each tells the real time too, as `recorded_at`. Returns the new end.
 */
export async function appendAudit(
  tx: Tx,
  envelopeId: string,
  entries: readonly AuditEntry[],
  { actor, origin, now }: AuditStamp,
): Promise<{ seq: number; hash: string }> {
  const head = await holdAuditHead(tx, envelopeId);
  if (!head) throw new Error(`The envelope ${envelopeId} has no audit chain`);
  const recorded = aheadBy(now) === 0 ? {} : { recorded_at: realTime(now).toISOString() };
  let { seq, hash } = head;
  for (const entry of entries) {
    seq += 1;
    const event = {
      id: newId('event', now),
      tenant: head.tenant,
      envelope_id: envelopeId,
      signer_id: entry.signerId ?? null,
      seq,
      at: now.toISOString(),
      type: entry.type,
      actor: JSON.stringify(actor),
      data: JSON.stringify({ ...entry.data, ...recorded }),
      ip: origin.ip,
      user_agent: origin.userAgent?.slice(0, USER_AGENT_MAX) ?? null,
      prev_hash: hash,
    };
    hash = hashEvent(auditView(event));
    await insertAuditEvent(tx, { ...event, hash });
  }
  await moveAuditHead(tx, envelopeId, { seq, hash });
  return { seq, hash };
}

/** An event as the API shows it and as its hash covers it. */
export function auditView(row: Omit<AuditEventRow, 'hash'>): ChainedEvent {
  return {
    id: row.id,
    envelope_id: row.envelope_id,
    signer_id: row.signer_id,
    seq: row.seq,
    at: row.at,
    type: row.type,
    actor: JSON.parse(row.actor),
    data: JSON.parse(row.data),
    ip: row.ip,
    user_agent: row.user_agent,
    prev_hash: row.prev_hash,
  };
}
