import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context.ts';
import type { Db } from '../db/database.ts';
import { modeOf, type Tenant } from '../db/tenant.ts';
import { advanceClock, bringForward, clockOffset, countDue } from '../db/test-clocks.ts';
import { ApiError, invalid } from './errors.ts';
import { tenantNow } from './tenant-time.ts';

/** How far ahead of the real time a clock can be: 50 years. */
const AHEAD_MAX_SECONDS = 50 * 365 * 24 * 60 * 60;
const LOOK_MS = 50;

/**
 * Moves the time of a test tenant ahead; it never goes back. What falls due is done afterwards, as
 * after a stop of the server that lasted so long.
 *
 * @throws ApiError VALIDATION_FAILED when that is too far ahead, ROUTE_NOT_FOUND in live mode
 */
export function moveTestClock(ctx: Context, tenant: Tenant, seconds: number) {
  return ctx.transact(async (tx) => {
    if (modeOf(tenant) !== 'test') throw new ApiError('ROUTE_NOT_FOUND');
    if ((await advanceClock(tx, tenant, seconds)) > AHEAD_MAX_SECONDS) {
      throw invalid('advance_seconds', 'would put the clock more than 50 years ahead');
    }
    await bringForward(tx, tenant, seconds);
    return describeClock(ctx, tx, tenant);
  });
}

/**
 * A test tenant's time, and how much of what is due is still to be done.
 *
 * @param waitSeconds answers only when all of it is done, or after so long
 */
export async function readTestClock(ctx: Context, tenant: Tenant, waitSeconds: number) {
  const patience = AbortSignal.timeout(waitSeconds * 1000);
  const signal = AbortSignal.any([ctx.stopping, patience]);
  for (;;) {
    const clock = await describeClock(ctx, ctx.db, tenant);
    if (clock.pending === 0 || waitSeconds === 0 || signal.aborted) return clock;
    await sleep(LOOK_MS, undefined, { signal }).catch(() => {});
  }
}

async function describeClock(ctx: Context, db: Db, tenant: Tenant) {
  const now = await tenantNow(ctx, db, tenant);
  return {
    now: now.toISOString(),
    offset_seconds: await clockOffset(db, tenant),
    pending: await countDue(db, tenant, ctx.clock.now().toISOString()),
  };
}
