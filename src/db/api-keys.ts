import type { Insertable, Selectable } from 'kysely';
import type { Db } from './database.ts';
import type { Mode } from './tenant.ts';

export type ApiKeysTable = {
  id: string;
  workspace_id: string;
  mode: Mode;
  /** SHA-256 of the key; the key itself is shown once and kept nowhere. */
  secret_hash: string;
  /** The first characters, by which a person recognises the key. */
  hint: string;
  /** Separated by spaces, as in a JWT's `scope`. */
  scopes: string;
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
  revoked_at: string | null;
};
export type ApiKey = Selectable<ApiKeysTable>;

export async function insertApiKey(db: Db, row: Insertable<ApiKeysTable>): Promise<void> {
  await db.insertInto('api_keys').values(row).execute();
}

export function findApiKeyByHash(db: Db, hash: string): Promise<ApiKey | undefined> {
  return db.selectFrom('api_keys').selectAll().where('secret_hash', '=', hash).executeTakeFirst();
}

export function listApiKeys(db: Db) {
  return db
    .selectFrom('api_keys')
    .innerJoin('workspaces', 'workspaces.id', 'api_keys.workspace_id')
    .selectAll('api_keys')
    .select('workspaces.name as workspace_name')
    .orderBy('api_keys.id')
    .execute();
}

/** Revokes a key; false where there is none of that id or it was revoked before. */
export async function revokeApiKey(db: Db, id: string, now: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Notes the use, at most once a minute, so that a read does not cost a write each time. */
export async function touchApiKey(db: Db, key: ApiKey, now: Date): Promise<void> {
  const minuteAgo = new Date(now.getTime() - 60_000).toISOString();
  if (key.last_used_at !== null && key.last_used_at > minuteAgo) return;
  await db
    .updateTable('api_keys')
    .set({ last_used_at: now.toISOString() })
    .where('id', '=', key.id)
    .execute();
}
