import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../src/db/database.ts';

const PATIENCE_MS = 240_000;

/**
 * Waits until nothing is left to be done: what is in the outbox has ended, or is due later for the
 * first time, as reminders are.
 *
 * @returns what is left all the same, a line each
 */
export async function untilQuiet(db: Db): Promise<string[]> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const now = new Date().toISOString();
    const left = await db
      .selectFrom('outbox')
      .select(['id', 'type', 'attempts', 'status', 'last_error'])
      .where('status', '!=', 'done')
      .where((eb) => eb.or([eb('run_at', '<=', now), eb('attempts', '>', 0)]))
      .execute();
    const waiting = left.filter(({ status }) => status === 'pending');
    if (waiting.length === 0 || Date.now() > deadline) {
      return left.map((row) => `${row.status} in the outbox: ${JSON.stringify(row)}`);
    }
    await sleep(100);
  }
}

/** Waits for an instant to pass: those whose deadline is near are to expire by themselves. */
export async function untilExpired(db: Db): Promise<void> {
  for (;;) {
    const soon = new Date(Date.now() + 10 * 60_000).toISOString();
    const open = await db
      .selectFrom('envelopes')
      .select('id')
      .where('status', 'in', ['sent', 'in_progress'])
      .where('expires_at', '<=', soon)
      .where('expires_at', '>', new Date(Date.now() - PATIENCE_MS).toISOString())
      .execute();
    if (open.length === 0) return;
    await sleep(100);
  }
}
