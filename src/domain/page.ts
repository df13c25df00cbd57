import { decodeCursor, encodeCursor, type Page } from '../db/keyset.ts';
import { invalid } from './errors.ts';

export type PageInput = { cursor?: string; limit: number };

/** The page to read: one row more than asked for tells whether there is another. */
export function pageToRead({ cursor, limit }: PageInput): Page {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  if (cursor !== undefined && !after) throw invalid('cursor', 'is not one of ours');
  return { limit: limit + 1, after };
}

/** The answer of a list from the rows read by {@link pageToRead}. */
export function pageOfRows<Row extends { id: string; created_at: string }>(
  rows: readonly Row[],
  limit: number,
): { rows: readonly Row[]; next_cursor: string | null; has_more: boolean } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit;
  const next = hasMore && last ? encodeCursor({ createdAt: last.created_at, id: last.id }) : null;
  return { rows: shown, next_cursor: next, has_more: hasMore };
}

/** The number after which a list goes on that is numbered from 1; 0 without a cursor. */
export function sequenceOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,9}$/.test(cursor)) throw invalid('cursor', 'is not one of ours');
  return Number(cursor);
}
