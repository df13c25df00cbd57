import { randomUUID } from 'node:crypto';
import { inLogScope, scrub } from '../context/log.ts';
import { within } from '../context/within.ts';
import type { Context } from '../context.ts';
import { holdAuditHead } from '../db/audit-events.ts';
import type { Tx } from '../db/database.ts';
import {
  claimOutboxRows,
  MESSAGE_KINDS,
  type MessageKind,
  type OutboxRow,
  prolongLease,
  type Receiver,
  releaseOutboxRow,
  settleOutboxRow,
} from '../db/outbox.ts';
import { messageOf } from '../domain/care-for-outbox.ts';
import type { Message } from '../outbox/messages.ts';
import { handle, noteFailure } from './handlers.ts';
import { retryDelay } from './retry.ts';

const POLL_MS = 1_000;
const LEASE_MS = 60_000;
/** Lanes of their own: a server that hangs must hold up no deadline, no seal and no other server. */
const AT_ONCE: Record<MessageKind, number> = { webhook: 24, mail: 6, other: 6 };
/** A look takes no more, so that what is busy by then is left the next time. */
const TAKEN_AT_A_LOOK = 6;
/** With so many in hand a webhook gets no more, so that it does not hold up all the others. */
const ONE_WEBHOOK_AT_ONCE = 6;
/** All of a tenant's webhooks together. */
const ONE_TENANT_AT_ONCE = 12;

export type Worker = {
  /**
   * Claims nothing more and waits for what is in hand; what takes longer than `graceMs` is given
   * back, so that another process does it at once.
   */
  stop(graceMs: number): Promise<void>;
};

/** What a handler wants written in the commit that marks its message done. */
export type Settlement = (tx: Tx) => Promise<unknown>;

/**
 * Starts to carry out the outbox: after each commit of this process, and every second for what
 * others wrote, what is due later, and what a dead process left behind.
 */
export function startWorker(ctx: Context): Worker {
  const pools = MESSAGE_KINDS.map((kind) => startPool(ctx, kind, AT_ONCE[kind]));
  return {
    async stop(graceMs) {
      await Promise.all(pools.map((pool) => pool.stop(graceMs)));
    },
  };
}

/** Carries out the messages of one kind, so many at once. */
function startPool(ctx: Context, kind: MessageKind, atOnce: number): Worker {
  const inHand = new Map<string, { row: OutboxRow; work: Promise<void> }>();
  let stopped = false;
  let looking: Promise<void> | undefined;
  let lookAgain = false;

  /** Takes what is due. Asked while it looks, it looks once more afterwards. */
  function look(): void {
    if (stopped) return;
    lookAgain = looking !== undefined;
    // Whose commit woke it says nothing of what it finds.
    looking ??= inLogScope({}, takeDue).finally(() => {
      looking = undefined;
      if (lookAgain) look();
    });
  }

  async function takeDue(): Promise<void> {
    try {
      const free = Math.min(atOnce - inHand.size, TAKEN_AT_A_LOOK);
      const held = [...inHand.values()].map(({ row }) => row);
      const rows = await claim(ctx, kind, free, held);
      for (const row of rows) take(row);
      // More may be due than one look takes.
      if (rows.length > 0) lookAgain = true;
      ctx.readiness.noteTurn(kind);
    } catch (error) {
      ctx.log.error({ err: error }, 'the outbox could not be read');
    }
  }

  function take(row: OutboxRow): void {
    const scope = { message_id: row.id, envelope_id: row.envelope_id ?? undefined };
    const work = inLogScope(scope, () => carryOut(ctx, row))
      .catch((error) => ctx.log.error({ ...scope, err: error }, 'outbox message lost'))
      .finally(() => {
        inHand.delete(row.id);
        look();
      });
    inHand.set(row.id, { row, work });
  }

  const unsubscribe = ctx.onCommit(look);
  const poll = setInterval(look, POLL_MS);
  look();
  return {
    async stop(graceMs) {
      stopped = true;
      unsubscribe();
      clearInterval(poll);
      await looking;
      await within(graceMs, Promise.all([...inHand.values()].map(({ work }) => work)));
      for (const { row } of inHand.values()) await release(ctx, row);
    },
  };
}

async function release(ctx: Context, row: OutboxRow): Promise<void> {
  const { id: message_id, type } = row;
  ctx.log.warn({ message_id, type }, 'given back: it would have held up the stop');
  await releaseOutboxRow(ctx.db, row);
}

/** The webhooks, and the tenants, that have as many messages to webhooks in hand as each may have. */
function busyReceivers(rows: readonly OutboxRow[]): Receiver[] {
  const messages = rows.map(messageOf).filter((message) => message.type === 'webhook.deliver');
  return [
    ...overfull(
      messages.map(({ webhookId }) => webhookId),
      ONE_WEBHOOK_AT_ONCE,
      'webhookId',
    ),
    ...overfull(
      messages.map(({ tenant }) => tenant),
      ONE_TENANT_AT_ONCE,
      'tenant',
    ),
  ];
}

function overfull(names: readonly string[], most: number, member: Receiver['member']): Receiver[] {
  return [...new Set(names)]
    .filter((name) => names.filter((each) => each === name).length >= most)
    .map((value) => ({ member, value }));
}

async function claim(
  ctx: Context,
  kind: MessageKind,
  limit: number,
  held: readonly OutboxRow[],
): Promise<OutboxRow[]> {
  if (limit <= 0) return [];
  const now = ctx.clock.now();
  return claimOutboxRows(ctx.db, {
    now: now.toISOString(),
    leasedUntil: new Date(now.getTime() + LEASE_MS).toISOString(),
    lease: randomUUID(),
    limit,
    kind,
    notFor: busyReceivers(held),
    // A clock that is set forward ends all leases: what is in hand here would be done twice.
    except: held.map(({ id }) => id),
  });
}

async function carryOut(ctx: Context, row: OutboxRow): Promise<void> {
  const message = messageOf(row);
  const heartbeat = setInterval(() => void keepLease(ctx, row), LEASE_MS / 3);
  try {
    const settlement = await handle(ctx, message, row);
    await ctx.transact(async (tx) => {
      await holdEnvelopeOf(tx, row);
      const done_at = ctx.clock.now().toISOString();
      const ours = await settleOutboxRow(tx, row, { status: 'done', last_error: null, done_at });
      if (ours) await settlement?.(tx);
    });
  } catch (error) {
    await postpone(ctx, row, message, error);
  } finally {
    clearInterval(heartbeat);
  }
}

// Before the message's own row, as everybody does: two that wait for each other would fail.
async function holdEnvelopeOf(tx: Tx, { envelope_id }: OutboxRow): Promise<void> {
  if (envelope_id !== null) await holdAuditHead(tx, envelope_id);
}

async function keepLease(ctx: Context, row: OutboxRow): Promise<void> {
  const until = new Date(ctx.clock.now().getTime() + LEASE_MS).toISOString();
  await prolongLease(ctx.db, row, until).catch((error) =>
    ctx.log.warn({ err: error, message_id: row.id }, 'a lease could not be prolonged'),
  );
}

async function postpone(
  ctx: Context,
  row: OutboxRow,
  message: Message,
  error: unknown,
): Promise<void> {
  const now = ctx.clock.now();
  const ageMs = now.getTime() - Date.parse(row.retried_at ?? row.created_at);
  const failed = { type: message.type, attempts: row.attempts, ageMs, error };
  const delay = retryDelay(failed, Math.random());
  const retryAt = delay === null ? null : new Date(now.getTime() + delay).toISOString();
  const last_error = scrub(error instanceof Error ? error.message : String(error)).slice(0, 1000);
  ctx.log.warn(
    { err: error, message_id: row.id, type: row.type, attempts: row.attempts, retry_in_ms: delay },
    delay === null ? 'outbox message failed for good' : 'outbox message failed',
  );
  const changes =
    retryAt === null
      ? { status: 'failed' as const, last_error }
      : { status: 'pending' as const, last_error, run_at: retryAt };
  await ctx.transact(async (tx) => {
    await holdEnvelopeOf(tx, row);
    // Whoever has it by now tells how it ended.
    const ours = await settleOutboxRow(tx, row, changes);
    if (ours) await noteFailure(ctx, tx, message, { error, attempt: row.attempts, retryAt });
  });
}
