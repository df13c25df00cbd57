import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { listEvents } from '../db/events.ts';
import type { Tenant } from '../db/tenant.ts';
import type { EventBody } from './events.ts';
import { sequenceOf } from './page.ts';

const POLL_MS = 1_000;
const AT_ONCE = 100;
/** How long one connection lasts: its client comes back, and its credential is looked at again. */
const LASTS_MS = 10 * 60 * 1000;

/**
 * A tenant's events after a cursor, and then each as it is committed: by this process at once, by
 * another within a second. Never returns.
 *
 * @param options.signal ends it when the client is gone
 * @throws ApiError VALIDATION_FAILED for a cursor that is none of ours; an AbortError when the
 *   connection ends, so that its client comes back and goes on after what it has
 */
export async function* followEvents(
  ctx: Context,
  tenant: Tenant,
  options: { cursor: string | undefined; signal: AbortSignal | undefined },
): AsyncGenerator<{ seq: number; event: EventBody }, never> {
  let afterSeq = sequenceOf(options.cursor);
  const ends = [ctx.stopping, AbortSignal.timeout(LASTS_MS), options.signal];
  const signal = AbortSignal.any(ends.filter((each) => each !== undefined));
  const commits = watchCommits(ctx);
  try {
    for (;;) {
      if (signal.aborted) throw endOfConnection();
      // Before reading: a commit in between is not slept through.
      const woken = commits.next();
      const rows = await listEvents(ctx.db, tenant, { afterSeq, limit: AT_ONCE });
      for (const { seq, body } of rows) {
        yield { seq, event: JSON.parse(body) as EventBody };
        afterSeq = seq;
      }
      if (rows.length === 0) await pause(woken, signal);
    }
  } finally {
    commits.end();
  }
}

/** Until something was committed, the poll is due or the connection ends. */
async function pause(woken: Promise<void>, signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  const ended = AbortSignal.any([signal, done.signal]);
  const due = sleep(POLL_MS, undefined, { signal: ended }).catch(() => {});
  await Promise.race([woken, due]);
  done.abort();
}

function watchCommits(ctx: Context) {
  let wake = (): void => {};
  const end = ctx.onCommit(() => wake());
  return {
    end,
    next: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
  };
}

function endOfConnection(): DOMException {
  return new DOMException('The connection ends', 'AbortError');
}
