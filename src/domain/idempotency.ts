import { createHash, randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import {
  findIdempotencyKey,
  type KeyClaim,
  releaseIdempotencyKey,
  takeIdempotencyKey,
  updateIdempotencyKey,
} from '../db/idempotency-keys.ts';
import type { OpenTransaction } from '../db/transaction.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { Caller } from './caller.ts';
import { ApiError } from './errors.ts';

const LEASE_MS = 30_000;
const KEPT_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

/** A change that its client may ask for again. */
export type KeyedRequest = {
  caller: Caller;
  key: string;
  /** The procedure. */
  operation: string;
  /** What it was given, as JSON says it. */
  input: unknown;
};

/** JSON, or null for an answer without a body. */
export type Answer = string | null;

/**
 * Makes a change once, however often it is asked for under one key: its answer is committed with
 * the change, and given again for 24 hours. Of a change that is refused or fails nothing is kept.
 *
 * @param work makes the change with the context it is given, whose transaction is committed only
 *   when `work` has returned the answer
 * @throws ApiError IDEMPOTENCY_IN_FLIGHT while somebody else works on it, IDEMPOTENCY_KEY_REUSED
 *   when something else was asked for under the key; whatever `work` throws
 */
export async function changeOnce(
  ctx: Context,
  request: KeyedRequest,
  work: (ctx: Context) => Promise<Answer>,
): Promise<{ answer: Answer; replayed: boolean }> {
  const claimed = await claimKey(ctx, request);
  if ('answer' in claimed) return { ...claimed, replayed: true };
  const { claim } = claimed;
  const heartbeat = setInterval(() => void keepLease(ctx, claim), LEASE_MS / 3);
  const change = heldChange(ctx, claim);
  try {
    const answer = await work(change.ctx);
    await change.commit(answer);
    return { answer, replayed: false };
  } catch (error) {
    await change.rollBack();
    await release(ctx, claim);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Takes the key, in a commit of its own that others see at once; or finds what it answered. */
async function claimKey(
  ctx: Context,
  { caller, key, operation, input }: KeyedRequest,
): Promise<{ claim: KeyClaim } | { answer: Answer }> {
  const { tenant, actor } = caller;
  const id = { tenant, credential: JSON.stringify(actor), key };
  const fingerprint = fingerprintOf(operation, input);
  const claim = { ...id, lease: randomUUID() };
  for (;;) {
    const now = ctx.clock.now();
    const times = { leased_until: later(now, LEASE_MS), expires_at: later(now, KEPT_MS) };
    const row = { ...claim, ...times, fingerprint, answer: null };
    const known = await findIdempotencyKey(ctx.db, id);
    const isFree = !known || [known.expires_at, known.leased_until].some(hasPassed(now));
    if (isFree && (await takeIdempotencyKey(ctx.db, row, now.toISOString()))) return { claim };
    // Somebody was faster: what they do with it is seen the next time round.
    if (isFree) continue;
    if (known.fingerprint !== fingerprint) throw new ApiError('IDEMPOTENCY_KEY_REUSED');
    if (known.lease !== null) throw new ApiError('IDEMPOTENCY_IN_FLIGHT');
    return { answer: known.answer };
  }
}

/**
 * SHA-256 over the one JSON text of a request. Not that of RFC 8785, which has none for the lone
 * surrogates that a case's people may hold.
 */
function fingerprintOf(operation: string, input: unknown): string {
  const text = JSON.stringify([operation, input], (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(text).digest('hex');
}

/**
 * A context for one change, whose transaction stays open until the answer is there. Until then only
 * that transaction reads the database: another connection would not see the change, and SQLite has
 * no other.
 */
function heldChange(ctx: Context, claim: KeyClaim) {
  let begun = false;
  let open: OpenTransaction<unknown> | undefined;
  const refuseWhileOpen = () => {
    if (open) throw new Error('The change is waiting to be committed: read in its transaction');
  };
  async function begin<T>(work: (tx: Tx) => Promise<T>): Promise<OpenTransaction<T>> {
    begun = true;
    const transaction = await ctx.begin(async (tx) => {
      const ours = await updateIdempotencyKey(tx, claim, { lease: claim.lease });
      if (!ours) throw new ApiError('IDEMPOTENCY_IN_FLIGHT');
      return work(tx);
    });
    open = transaction;
    return transaction;
  }
  const held: Context = {
    ...ctx,
    get db() {
      refuseWhileOpen();
      return ctx.db;
    },
    async transact(work) {
      refuseWhileOpen();
      // The first one is the change; what follows one that failed clears up after it.
      return begun ? ctx.transact(work) : (await begin(work)).result;
    },
  };
  return {
    ctx: held,
    async commit(answer: Answer): Promise<void> {
      const { tx, commit } = open ?? (await begin(async () => {}));
      await keepAnswer(tx, claim, answer, ctx.clock.now());
      open = undefined;
      await commit();
    },
    async rollBack(): Promise<void> {
      await open?.rollBack();
    },
  };
}

async function keepAnswer(tx: Tx, claim: KeyClaim, answer: Answer, now: Date): Promise<void> {
  const expires_at = later(now, KEPT_MS);
  const lease = { lease: null, leased_until: null };
  await updateIdempotencyKey(tx, claim, { ...lease, answer, expires_at });
  // Once an hour what has expired is removed: answers name people.
  const runAt = new Date(Math.ceil(Date.parse(expires_at) / HOUR_MS) * HOUR_MS).toISOString();
  await enqueue(tx, { type: 'idempotency.purge' }, { now, dedupeKey: runAt, runAt });
}

async function keepLease(ctx: Context, claim: KeyClaim): Promise<void> {
  const leased_until = later(ctx.clock.now(), LEASE_MS);
  await updateIdempotencyKey(ctx.db, claim, { leased_until }).catch((error) =>
    ctx.log.warn({ err: error }, 'the lease of an idempotency key could not be prolonged'),
  );
}

async function release(ctx: Context, claim: KeyClaim): Promise<void> {
  await releaseIdempotencyKey(ctx.db, claim).catch((error) =>
    ctx.log.warn({ err: error }, 'an idempotency key was not released; its lease runs out'),
  );
}

function later(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString();
}

function hasPassed(now: Date) {
  return (time: string | null) => time !== null && time <= now.toISOString();
}
