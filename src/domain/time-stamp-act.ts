import type { Context } from '../context.ts';
import { insertAuditStamp } from '../db/audit-stamps.ts';
import { modeOf, type Tenant } from '../db/tenant.ts';

/**
 * Asks the time-stamping authority (RFC 3161) to bear witness to an event's hash, and with it to all
 * events before it. Without an authority, and in test mode, there is nothing to ask.
 *
 * @throws TimeStampError: the caller tries again later
 */
export async function timeStampAct(
  ctx: Context,
  act: { tenant: Tenant; envelopeId: string; seq: number; hash: string },
): Promise<void> {
  if (ctx.tsa === null || modeOf(act.tenant) === 'test') return;
  const { token, at } = await ctx.tsa.stamp(Buffer.from(act.hash, 'hex'));
  await ctx.transact((tx) =>
    insertAuditStamp(tx, {
      envelope_id: act.envelopeId,
      seq: act.seq,
      tenant: act.tenant,
      hash: act.hash,
      token: token.toString('base64'),
      at: at.toISOString(),
    }),
  );
}
