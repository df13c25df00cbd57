import type { Updateable } from 'kysely';
import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { type EnvelopesTable, updateEnvelope } from '../db/envelopes.ts';
import { type SignersTable, updateSigner } from '../db/signers.ts';
import type { Tenant } from '../db/tenant.ts';
import { decide } from '../lifecycle/decide.ts';
import type { Command, LifecycleEvent } from '../lifecycle/decision.ts';
import { effectsOf } from '../lifecycle/effects.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { holdEnvelope, loadEnvelope } from './access.ts';
import { type AuditStamp, appendAudit } from './audit.ts';
import type { Caller } from './caller.ts';
import { askedColumns, type Envelope, stateOf } from './envelope.ts';
import { announce, recordEvents } from './events.ts';
import { refusalError } from './refusal.ts';
import { runEffects } from './run-effects.ts';
import { tenantNow } from './tenant-time.ts';

type Awaitable<T> = T | Promise<T>;

/** A command with what is to be written beside what follows from it. */
export type Change = {
  command: Command;
  envelope?: Updateable<EnvelopesTable>;
  signer?: { id: string; changes: Updateable<SignersTable> };
  /** What the audit trail keeps of an event, by its type. */
  data?: Partial<Record<LifecycleEvent['type'], Record<string, unknown>>>;
};

/**
 * Decides a command on an envelope and writes all that follows from it: the rows, the audit trail
 * and the outbox, in one transaction that is run again when somebody else was first.
 *
 * @param build makes the change from the envelope as it is now, or null where there is none; may
 *   write to the transaction
 * @returns the envelope after the change
 * @throws ApiError ENVELOPE_NOT_FOUND, or the refusal of the lifecycle
 */
export function changeEnvelope(
  ctx: Context,
  { tenant, actor, origin }: Pick<Caller, 'tenant' | 'actor' | 'origin'>,
  envelopeId: string,
  build: (envelope: Envelope, now: Date, tx: Tx) => Awaitable<Change | null>,
): Promise<Envelope> {
  return ctx.transact(async (tx) => {
    const envelope = await holdEnvelope(tx, tenant, envelopeId);
    const now = await tenantNow(ctx, tx, tenant);
    const change = await build(envelope, now, tx);
    if (!change) return loadEnvelope(tx, tenant, envelopeId);
    await applyChange(tx, envelope, change, { actor, origin, now });
    return loadEnvelope(tx, tenant, envelopeId);
  });
}

/**
 * The part of {@link changeEnvelope} inside the transaction.
 *
 * @throws LostRace when the envelope was changed since it was loaded
 */
export async function applyChange(
  tx: Tx,
  envelope: Envelope,
  change: Change,
  stamp: AuditStamp,
): Promise<void> {
  const before = stateOf(envelope);
  const now = stamp.now.toISOString();
  const decision = decide(before, change.command, now);
  if (!decision.ok) throw refusalError(decision.refusal);

  await updateEnvelope(tx, envelope, {
    status: decision.state.status,
    expires_at: decision.state.expiresAt,
    reminded_by_hand: decision.state.remindersByHand,
    updated_at: now,
    ...Object.assign({}, ...decision.events.map((event) => envelopeTimes(event, now))),
    ...change.envelope,
  });
  await writeSigners(tx, envelope, change, decision, now);
  const head = await appendAudit(
    tx,
    envelope.id,
    decision.events.map((event) => auditEntry(event, change)),
    stamp,
  );
  if (decision.events.some(isAct)) await stampLater(tx, envelope, head, stamp.now);
  const effects = decision.events.flatMap((event) => effectsOf(event, before));
  await runEffects(tx, envelope, effects, stamp.now);
  const told = announce(decision.events, (type) => toldOf(type, change));
  await recordEvents(tx, envelope, told, stamp.now);
}

/** What an event tells beside the envelope and the signer. */
function toldOf(type: LifecycleEvent['type'], { data }: Change) {
  return type === 'signer.replaced' ? { previous: data?.['signer.replaced']?.was } : undefined;
}

function isAct({ type }: LifecycleEvent): boolean {
  return type === 'signer.signed' || type === 'signer.approved' || type === 'signer.declined';
}

/** Has an authority bear witness that the trail was this long, with the act in it, at this time. */
function stampLater(
  tx: Tx,
  { id: envelopeId, tenant }: Envelope,
  head: { seq: number; hash: string },
  now: Date,
): Promise<void> {
  const message = { type: 'audit.time_stamp' as const, tenant, envelopeId, ...head };
  return enqueue(tx, message, { now, dedupeKey: `${envelopeId}:${head.seq}` });
}

async function writeSigners(
  tx: Tx,
  envelope: Envelope,
  change: Change,
  decision: { state: ReturnType<typeof stateOf>; events: readonly LifecycleEvent[] },
  now: string,
): Promise<void> {
  for (const after of decision.state.signers) {
    const before = envelope.signers.find(({ id }) => id === after.id);
    const columns: Updateable<SignersTable> = askedColumns(before, after);
    if (before?.status !== after.status) columns.status = after.status;
    for (const event of decision.events) {
      if ('signerId' in event && event.signerId === after.id) {
        Object.assign(columns, signerTimes(event, now));
      }
    }
    if (change.signer?.id === after.id) Object.assign(columns, change.signer.changes);
    if (Object.keys(columns).length > 0) await updateSigner(tx, after.id, columns);
  }
}

function envelopeTimes(event: LifecycleEvent, now: string): Updateable<EnvelopesTable> {
  switch (event.type) {
    case 'envelope.sent':
      return { sent_at: now };
    case 'envelope.completed':
      return { completed_at: now };
    case 'envelope.declined':
      return { declined_at: now };
    case 'envelope.expired':
      return { expired_at: now };
    case 'envelope.voided':
      return { voided_at: now };
    default:
      return {};
  }
}

function signerTimes(event: LifecycleEvent, now: string): Updateable<SignersTable> {
  switch (event.type) {
    case 'signer.viewed':
      return { viewed_at: now };
    case 'signer.signed':
    case 'signer.approved':
      return { signed_at: now };
    case 'signer.declined':
      return { declined_at: now };
    case 'signer.replaced':
      return { viewed_at: null, delivery: null, delivery_reason: null };
    default:
      return {};
  }
}

function auditEntry(event: LifecycleEvent, change: Change) {
  const { type, ...rest } = event;
  const signerId = 'signerId' in rest ? rest.signerId : undefined;
  const expiry = 'expiresAt' in rest ? { expires_at: rest.expiresAt } : {};
  const reason = 'reason' in rest ? { reason: rest.reason } : {};
  return { type, signerId, data: { ...expiry, ...reason, ...change.data?.[type] } };
}

/** Starts a use case on an envelope of which only the tenant is known: by nobody, from nowhere. */
export function asSystem(tenant: Tenant): Pick<Caller, 'tenant' | 'actor' | 'origin'> {
  return { tenant, actor: { type: 'system' }, origin: { ip: null, userAgent: null } };
}
