import type { Insertable, Selectable } from 'kysely';
import type { Db, Tx } from './database.ts';
import type { Tenant } from './tenant.ts';

/**
 * Why a link is dead: its signer was replaced, somebody said with one of the signer's links that
 * they are not the signer, the envelope ended, or its mail was never sent.
 */
export type LinkEnd = 'replaced' | 'disowned' | 'envelope_ended' | 'not_sent';

export type LinksTable = {
  id: string;
  tenant: Tenant;
  envelope_id: string;
  signer_id: string;
  kind: 'sign' | 'copy';
  /** Keyed hash of the token; the token itself is in the mail alone. */
  token_hash: string;
  created_at: string;
  expires_at: string;
  ended_at: string | null;
  ended_by: LinkEnd | null;
  /** Times the address was fetched, by people or scanners, counted up to 20. It proves nothing. */
  fetch_count: number;
};
export type Link = Selectable<LinksTable>;

const COUNTED_FETCHES = 20;

export async function insertLink(db: Db, row: Insertable<LinksTable>): Promise<void> {
  await db.insertInto('links').values(row).execute();
}

export function findLinkByHash(db: Db, tokenHash: string): Promise<Link | undefined> {
  return db.selectFrom('links').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
}

export async function countFetch(db: Db, tokenHash: string): Promise<void> {
  await db
    .updateTable('links')
    .set((eb) => ({ fetch_count: eb('fetch_count', '+', 1) }))
    .where('token_hash', '=', tokenHash)
    .where('fetch_count', '<', COUNTED_FETCHES)
    .execute();
}

/** Ends the links of an envelope, or of one of its signers, that lead to signing. */
export async function endLinks(
  tx: Tx,
  which: { envelopeId: string; signerId?: string },
  end: { ended_at: string; ended_by: LinkEnd },
): Promise<void> {
  let query = tx
    .updateTable('links')
    .set(end)
    .where('envelope_id', '=', which.envelopeId)
    .where('ended_at', 'is', null);
  if (which.signerId !== undefined) query = query.where('signer_id', '=', which.signerId);
  await query.execute();
}

/** Ends one link whose mail did not go out. */
export async function endLink(
  db: Db,
  id: string,
  end: { ended_at: string; ended_by: LinkEnd },
): Promise<void> {
  await db.updateTable('links').set(end).where('id', '=', id).execute();
}

/** Whether a signer has had a link since a time that was not taken back because its mail was refused. */
export async function hasLinkSince(
  db: Db,
  { envelopeId, signerId }: { envelopeId: string; signerId: string },
  since: string,
): Promise<boolean> {
  const found = await db
    .selectFrom('links')
    .select('id')
    .where('envelope_id', '=', envelopeId)
    .where('signer_id', '=', signerId)
    .where('kind', '=', 'sign')
    .where('created_at', '>=', since)
    .where((eb) => eb.or([eb('ended_by', 'is', null), eb('ended_by', '!=', 'not_sent')]))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Ends a signer's newest link that leads to signing, where one is alive. */
export async function endNewestLink(
  tx: Tx,
  { envelopeId, signerId }: { envelopeId: string; signerId: string },
  end: { ended_at: string; ended_by: LinkEnd },
): Promise<void> {
  const newest = tx
    .selectFrom('links')
    .select('id')
    .where('envelope_id', '=', envelopeId)
    .where('signer_id', '=', signerId)
    .where('kind', '=', 'sign')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1);
  await tx
    .updateTable('links')
    .set(end)
    .where('id', 'in', newest)
    .where('ended_at', 'is', null)
    .execute();
}
