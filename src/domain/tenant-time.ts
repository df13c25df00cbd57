import type { Context } from '../context.ts';
import type { Db } from '../db/database.ts';
import { modeOf, type Tenant } from '../db/tenant.ts';
import { MovedTime } from '../db/tenant-time.ts';
import { clockOffset } from '../db/test-clocks.ts';

/**
 * Now, for a tenant: the real time, which in test mode may have been moved ahead. Everything about
 * envelopes goes by it. Credentials, sessions, keys of requests, leases, retries and seals keep to
 * the real time, `ctx.clock`.
 *
 * @param db in a transaction, it: the clock stays until that ends. Whoever changes an envelope holds
 *   it before, so that its trail never goes back in time
 */
export async function tenantNow(
  ctx: Pick<Context, 'clock'>,
  db: Db,
  tenant: Tenant,
): Promise<Date> {
  if (modeOf(tenant) === 'live') return ctx.clock.now();
  const seconds = await clockOffset(db, tenant);
  const real = ctx.clock.now();
  return seconds === 0 ? real : new MovedTime(real, seconds * 1000);
}
