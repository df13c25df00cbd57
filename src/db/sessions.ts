import type { Insertable, Selectable } from 'kysely';
import type { Db } from './database.ts';

export type SessionsTable = {
  id: string;
  link_id: string;
  /** Keyed hash of the cookie. */
  token_hash: string;
  ip: string | null;
  user_agent: string | null;
  created_at: string;
  last_seen_at: string;
  /** JSON array of the ids of the documents that were fetched in it. */
  documents_seen: string;
};
export type Session = Selectable<SessionsTable>;

export async function insertSession(db: Db, row: Insertable<SessionsTable>): Promise<void> {
  await db.insertInto('sessions').values(row).execute();
}

/** The session of a cookie together with its link. */
export function findSessionByHash(db: Db, tokenHash: string) {
  return db
    .selectFrom('sessions')
    .innerJoin('links', 'links.id', 'sessions.link_id')
    .selectAll('sessions')
    .select([
      'links.tenant',
      'links.envelope_id',
      'links.signer_id',
      'links.kind',
      'links.ended_by as link_ended_by',
    ])
    .where('sessions.token_hash', '=', tokenHash)
    .executeTakeFirst();
}
export type SessionWithLink = NonNullable<Awaited<ReturnType<typeof findSessionByHash>>>;

export async function noteDocumentsSeen(
  db: Db,
  id: string,
  seen: readonly string[],
): Promise<void> {
  const documents_seen = JSON.stringify(seen);
  await db.updateTable('sessions').set({ documents_seen }).where('id', '=', id).execute();
}

export async function touchSession(db: Db, id: string, now: string): Promise<void> {
  await db.updateTable('sessions').set({ last_seen_at: now }).where('id', '=', id).execute();
}
