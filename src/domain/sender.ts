import type { Context } from '../context.ts';
import type { Db } from '../db/database.ts';
import type { EnvelopeRow } from '../db/envelopes.ts';
import { type Tenant, workspaceOf } from '../db/tenant.ts';
import { findWorkspace } from '../db/workspaces.ts';

export type EnvelopeSender = { name: string; email?: string | null };

/**
 * Whom signers see asking: as given with the envelope, else the workspace's sender, else the
 * workspace's name without an address for replies.
 */
export async function senderOf(
  ctx: Context,
  db: Db,
  tenant: Tenant,
  given: EnvelopeSender | undefined,
): Promise<Pick<EnvelopeRow, 'sender_name' | 'sender_email'>> {
  if (given) return { sender_name: given.name, sender_email: given.email ?? null };
  const workspace = await findWorkspace(db, workspaceOf(tenant));
  return {
    sender_name: workspace?.sender_name ?? workspace?.name ?? ctx.config.mailFrom.name,
    sender_email: workspace?.sender_email ?? null,
  };
}
