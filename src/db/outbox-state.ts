import { sql } from 'kysely';
import type { Db } from './database.ts';

/** How many messages of a type there are; those in hand are `due`. */
export type OutboxCount = { state: 'due' | 'scheduled' | 'failed'; type: string; count: number };
export type OutboxState = { counts: OutboxCount[]; oldestDueSeconds: number };

/** How much is waiting in the outbox, and for how long the oldest message that is due. */
export async function readOutboxState(db: Db, now: Date): Promise<OutboxState> {
  const isDue = sql`status = 'pending' and run_at <= ${now.toISOString()}`;
  const rows = await db
    .selectFrom('outbox')
    .select(['type', 'status'])
    .select((eb) => [
      eb.fn.countAll().as('all'),
      sql<number>`sum(case when ${isDue} then 1 else 0 end)`.as('due'),
      sql<string | null>`min(case when ${isDue} then run_at end)`.as('oldest'),
    ])
    .where('status', 'in', ['pending', 'failed'])
    .groupBy(['type', 'status'])
    .execute();
  const counts = rows.flatMap(({ type, status, all, due }): OutboxCount[] => {
    if (status === 'failed') return [{ state: 'failed', type, count: Number(all) }];
    return [
      { state: 'due', type, count: Number(due) },
      { state: 'scheduled', type, count: Number(all) - Number(due) },
    ];
  });
  const [oldest] = rows.flatMap(({ oldest }) => oldest ?? []).sort();
  const oldestDueSeconds = oldest ? (now.getTime() - Date.parse(oldest)) / 1000 : 0;
  return { counts: counts.filter(({ count }) => count > 0), oldestDueSeconds };
}
