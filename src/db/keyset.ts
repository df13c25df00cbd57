import { sql } from 'kysely';

/** A place in a list ordered by time and id. */
export type Position = { createdAt: string; id: string };

export type Page = { limit: number; after: Position | null };

/** The opaque cursor of a place. */
export function encodeCursor({ createdAt, id }: Position): string {
  return Buffer.from(`${createdAt}|${id}`).toString('base64url');
}

/** The place of a cursor, or null where it is none of ours. */
export function decodeCursor(cursor: string): Position | null {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, createdAt, id] = /^(\d{4}-[\d:.TZ-]+)\|([\w-]+)$/.exec(text) ?? [];
  return createdAt !== undefined && id !== undefined ? { createdAt, id } : null;
}

/** Newest first: what comes after that place. A row value comparison, which the index answers. */
export function olderThan({ createdAt, id }: Position) {
  return sql<boolean>`(created_at, id) < (${createdAt}, ${id})`;
}
