import type { Context } from '../context.ts';
import { countSignerEvents } from '../db/audit-events.ts';
import { newId } from '../db/ids.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { appendAudit } from './audit.ts';
import type { Origin } from './caller.ts';
import { ApiError } from './errors.ts';
import { holdLink } from './links.ts';
import { tenantNow } from './tenant-time.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Mails a fresh link to the address on file when a link is dead by age alone, at most three times
 * a day. It ends alike whatever happened, so that it tells nothing about a token.
 */
export async function requestLink(ctx: Context, token: string, origin: Origin): Promise<void> {
  await ctx
    .transact(async (tx) => {
      const found = await holdLink(ctx, tx, token).catch(unlessInvalid);
      if (found?.state !== 'link_expired' || found.link.kind !== 'sign') return;
      const { link, envelope, signer } = found;
      const now = await tenantNow(ctx, tx, envelope.tenant);
      const stamp = { actor: { type: 'system' as const }, origin, now };
      const entry = {
        type: 'link.requested' as const,
        signerId: signer.id,
        data: { link_id: link.id },
      };
      await appendAudit(tx, envelope.id, [entry], stamp);
      const since = new Date(now.getTime() - DAY_MS).toISOString();
      const requests = await countSignerEvents(tx, signer.id, { type: 'link.requested', since });
      if (requests > ctx.config.limits.freshLinksPerDay) throw new TooMany();
      const { tenant, id: envelopeId } = envelope;
      await enqueue(
        tx,
        { type: 'mail.invitation', tenant, envelopeId, signerId: signer.id, reason: 'fresh_link' },
        { now, dedupeKey: `${signer.id}:${newId('message', now)}` },
      );
    })
    .catch((error) => {
      if (!(error instanceof TooMany)) throw error;
    });
}

// Rolls back the request that was one too many; nobody is told.
class TooMany extends Error {}

function unlessInvalid(error: unknown): null {
  if (error instanceof ApiError && error.errorCode === 'LINK_INVALID') return null;
  throw error;
}
