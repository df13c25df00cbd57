import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { type EnvelopeRow, findEnvelope } from '../db/envelopes.ts';
import { type EventRow, insertEvents, listEvents, takeEventNumbers } from '../db/events.ts';
import { newId } from '../db/ids.ts';
import { findSigners, type Signer } from '../db/signers.ts';
import type { Tenant } from '../db/tenant.ts';
import type { LifecycleEvent } from '../lifecycle/decision.ts';
import { type PageInput, sequenceOf } from './page.ts';
import { queueEvents } from './queue-webhooks.ts';

/** What a tenant's own systems can follow. */
export const EVENT_TYPES = [
  'envelope.created',
  'envelope.sent',
  'envelope.opened',
  'envelope.completed',
  'envelope.declined',
  'envelope.expired',
  'envelope.voided',
  'envelope.sealed',
  'signer.invited',
  'signer.viewed',
  'signer.signed',
  'signer.declined',
  'signer.reminded',
  'signer.undeliverable',
  'signer.replaced',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** An event to be written. `data` joins what every event shows. */
export type EventEntry = {
  type: EventType;
  signerId?: string;
  data?: Record<string, unknown>;
};

/** As what the outside hears of a step of the lifecycle; null: not at all. */
const ANNOUNCED_AS: Record<LifecycleEvent['type'], EventType | null> = {
  'envelope.updated': null,
  'envelope.deleted': null,
  'envelope.sent': 'envelope.sent',
  'signer.invited': 'signer.invited',
  'envelope.opened': 'envelope.opened',
  'signer.viewed': 'signer.viewed',
  'signer.returned': null,
  'signer.signed': 'signer.signed',
  // The role in its data tells an approval from a signature.
  'signer.approved': 'signer.signed',
  'signer.declined': 'signer.declined',
  'signer.disowned': null,
  'signer.reminded': 'signer.reminded',
  'signer.replaced': 'signer.replaced',
  'envelope.completed': 'envelope.completed',
  'envelope.declined': 'envelope.declined',
  'envelope.expired': 'envelope.expired',
  'envelope.voided': 'envelope.voided',
  'envelope.extended': null,
};

/** What the outside hears of some steps, in their order. */
export function announce(
  events: readonly LifecycleEvent[],
  data: (type: LifecycleEvent['type']) => Record<string, unknown> | undefined,
): EventEntry[] {
  return events.flatMap((event) => {
    const type = ANNOUNCED_AS[event.type];
    if (type === null) return [];
    const signerId = 'signerId' in event ? event.signerId : undefined;
    return [{ type, signerId, data: data(event.type) }];
  });
}

/**
 * Writes events of an envelope, as it is now, to the end of the tenant's. The last thing that a
 * transaction does: from here to the commit the tenant's other changes wait.
 */
export async function recordEvents(
  tx: Tx,
  { id: envelopeId, tenant }: { id: string; tenant: Tenant },
  entries: readonly EventEntry[],
  now: Date,
): Promise<void> {
  if (entries.length === 0) return;
  const envelope = await findEnvelope(tx, tenant, envelopeId);
  if (!envelope) throw new Error(`There is no envelope ${envelopeId} to tell of`);
  const signers = await findSigners(tx, [envelopeId]);
  const last = await takeEventNumbers(tx, tenant, entries.length);
  const rows = entries.map((entry, index) => ({
    ...eventRow(envelope, signers, entry, now),
    seq: last - entries.length + 1 + index,
  }));
  await insertEvents(tx, rows);
  await queueEvents(tx, envelope, rows, now);
}

function eventRow(
  envelope: EnvelopeRow,
  signers: readonly Signer[],
  { type, signerId, data }: EventEntry,
  now: Date,
): Omit<EventRow, 'seq'> {
  const id = newId('event', now);
  const created_at = now.toISOString();
  const signer = signers.find((each) => each.id === signerId);
  const shown = { ...envelopeView(envelope), ...(signer ? signerView(signer) : {}), ...data };
  const body = JSON.stringify({ id, type, created_at, data: shown });
  return { id, tenant: envelope.tenant, envelope_id: envelope.id, type, body, created_at };
}

// Never a link, an address of the network or a browser's name: events leave the house.
function envelopeView({ id, case_id, title, status, expires_at, ...row }: EnvelopeRow) {
  const { decline_reason, void_reason } = row;
  return { envelope: { id, case_id, title, status, expires_at, decline_reason, void_reason } };
}

function signerView({ id, name, email, role, status }: Signer) {
  return { signer: { id, name, email, role, status } };
}

/**
 * A page of a tenant's events, oldest first. `next_cursor` is always there, at the end too: with it
 * one hears of what comes later, and of nothing twice.
 */
export async function readEvents(ctx: Context, tenant: Tenant, { cursor, limit }: PageInput) {
  const afterSeq = sequenceOf(cursor);
  const rows = await listEvents(ctx.db, tenant, { afterSeq, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return {
    data: shown.map(({ body }) => JSON.parse(body) as EventBody),
    next_cursor: String(shown.at(-1)?.seq ?? afterSeq),
    has_more: rows.length > limit,
  };
}

/** An event as it is shown. */
export type EventBody = {
  id: string;
  type: EventType;
  created_at: string;
  data: ReturnType<typeof envelopeView> & Partial<ReturnType<typeof signerView>>;
};
