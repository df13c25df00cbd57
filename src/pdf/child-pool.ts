import { type ContainedChild, startContainedChild } from './contained-child.ts';
import type { Job, Reply } from './types.ts';

export type PoolOptions = {
  workers: number;
  memoryBytes: number;
  timeoutMs: number;
  /** Jobs after which a child is replaced, so that what one file left behind does not last. */
  jobsPerChild: number;
};

export type ChildPool = {
  /** Runs a job; a crash, a timeout, lack of memory or a closed pool is a `failed` reply. */
  run(job: Job): Promise<Reply>;
  close(): Promise<void>;
};

type Waiting = { job: Job; settle: (reply: Reply) => void; attempts: number };

const CLOSED: Reply = { kind: 'failed', fault: 'host', message: 'the PDF engine is closed' };

/** Children start at the first job that finds none idle; jobs wait in the order they came. */
export function createChildPool(options: PoolOptions): ChildPool {
  const queue: Waiting[] = [];
  const children = new Set<ContainedChild>();
  const idle: ContainedChild[] = [];
  let [busy, closed] = [0, false];

  function take(): ContainedChild {
    for (let child = idle.pop(); child; child = idle.pop()) {
      if (child.isAlive()) return child;
      children.delete(child);
    }
    const child = startContainedChild(options.memoryBytes);
    children.add(child);
    return child;
  }

  function takeFor({ settle }: Waiting): ContainedChild | null {
    try {
      return take();
    } catch (error) {
      settle({ kind: 'failed', fault: 'host', message: `no PDF child: ${error}` });
      return null;
    }
  }

  async function work(): Promise<void> {
    busy += 1;
    try {
      for (let next = queue.shift(); next; next = queue.shift()) await serve(next);
    } finally {
      // In the same turn as the look that found nothing: a job that comes now starts its own work.
      busy -= 1;
    }
  }

  async function serve(next: Waiting): Promise<void> {
    const child = takeFor(next);
    if (!child) return;
    const reply = await child.run(next.job, options.timeoutMs);
    const again = isLost(reply, child) && next.attempts === 0 && !closed;
    if (again) queue.unshift({ ...next, attempts: 1 });
    else next.settle(reply);
    if (child.isAlive() && child.jobs() < options.jobsPerChild) {
      idle.push(child);
      return;
    }
    children.delete(child);
    await child.end('recycled');
  }

  return {
    run(job) {
      if (closed) return Promise.resolve(CLOSED);
      return new Promise((settle, reject) => {
        queue.push({ job, settle, attempts: 0 });
        if (busy < options.workers) work().catch(reject);
      });
    },
    async close() {
      closed = true;
      for (const { settle } of queue.splice(0)) settle(CLOSED);
      await Promise.all([...children].map((child) => child.end('the PDF engine was closed')));
    },
  };
}

/** The child died, idle perhaps for long, before it began: no reason to blame the file. */
function isLost(reply: Reply, child: ContainedChild): boolean {
  return reply.kind === 'failed' && reply.fault === 'host' && !child.isAlive();
}
