import { randomBytes } from 'node:crypto';
import { insertApiKey } from '../db/api-keys.ts';
import type { Db } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import type { Mode } from '../db/tenant.ts';
import { isUniqueViolation } from '../db/transaction.ts';
import {
  findWorkspaceByName,
  insertWorkspace,
  updateWorkspaceSender,
  type Workspace,
} from '../db/workspaces.ts';
import { hashToken } from './secrets.ts';

export type NewApiKey = {
  workspace: string;
  mode: Mode;
  scopes: readonly string[];
  /** ISO 8601 in UTC. */
  expiresAt?: string;
  senderName?: string;
  senderEmail?: string;
};

/**
 * Makes a key for the workspace of a name, which is made too if there is none. A sender that is
 * named becomes the workspace's.
 *
 * @returns the key, which is shown this once, and its id
 */
export async function createApiKey(
  db: Db,
  input: NewApiKey,
  now: Date,
): Promise<{ id: string; key: string; workspaceId: string }> {
  const workspace = await ensureWorkspace(db, input.workspace, now);
  if (input.senderName !== undefined || input.senderEmail !== undefined) {
    await updateWorkspaceSender(db, workspace.id, {
      sender_name: input.senderName ?? workspace.sender_name,
      sender_email: input.senderEmail ?? workspace.sender_email,
    });
  }
  const key = `opt_${input.mode}_${randomBytes(24).toString('base64url')}`;
  const id = newId('apiKey', now);
  await insertApiKey(db, {
    id,
    workspace_id: workspace.id,
    mode: input.mode,
    secret_hash: hashToken(key),
    hint: `${key.slice(0, 13)}…`,
    scopes: input.scopes.join(' '),
    created_at: now.toISOString(),
    expires_at: input.expiresAt ?? null,
    last_used_at: null,
    revoked_at: null,
  });
  return { id, key, workspaceId: workspace.id };
}

async function ensureWorkspace(db: Db, name: string, now: Date): Promise<Workspace> {
  const known = await findWorkspaceByName(db, name);
  if (known) return known;
  const made = {
    id: newId('workspace', now),
    name,
    sender_name: null,
    sender_email: null,
    created_at: now.toISOString(),
  };
  try {
    await insertWorkspace(db, made);
    return made;
  } catch (error) {
    // Somebody made it at the same moment.
    const other = isUniqueViolation(error) ? await findWorkspaceByName(db, name) : undefined;
    if (!other) throw error;
    return other;
  }
}
