import type { Insertable, Selectable } from 'kysely';
import type { Db } from './database.ts';

export type WorkspacesTable = {
  id: string;
  name: string;
  sender_name: string | null;
  sender_email: string | null;
  created_at: string;
};
export type Workspace = Selectable<WorkspacesTable>;

export async function insertWorkspace(db: Db, row: Insertable<WorkspacesTable>): Promise<void> {
  await db.insertInto('workspaces').values(row).execute();
}

export function findWorkspace(db: Db, id: string): Promise<Workspace | undefined> {
  return db.selectFrom('workspaces').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findWorkspaceByName(db: Db, name: string): Promise<Workspace | undefined> {
  return db.selectFrom('workspaces').selectAll().where('name', '=', name).executeTakeFirst();
}

export async function updateWorkspaceSender(
  db: Db,
  id: string,
  sender: { sender_name: string | null; sender_email: string | null },
): Promise<void> {
  await db.updateTable('workspaces').set(sender).where('id', '=', id).execute();
}
