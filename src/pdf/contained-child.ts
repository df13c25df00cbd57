import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { readReply } from './read-reply.ts';
import { startChild } from './start-child.ts';
import { BEGUN, type Job, type Reply } from './types.ts';

export type ContainedChild = {
  /** Jobs given to it so far. */
  jobs(): number;
  isAlive(): boolean;
  /**
   * Gives it a job, one at a time. Always resolves: to `failed` when the child crashes, or takes
   * longer than `timeoutMs` and is killed for it; the host's fault if it had not yet begun.
   */
  run(job: Job, timeoutMs: number): Promise<Reply>;
  /** Kills it, by its own pid, and resolves when it is gone. */
  end(why: string): Promise<void>;
};

/** A child as an object; it keeps this process alive only while it has something to do. */
export function startContainedChild(memoryBytes: number): ContainedChild {
  const child = startChild(memoryBytes);
  // Listens for 'error' before anything can throw: unheard, it would end this process.
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const [input, replies] = [child.stdin, child.stdio[3]];
  if (!(input instanceof Socket) || !(replies instanceof Socket)) {
    throw new Error('the PDF child has no pipes');
  }
  const handles = [child, input, replies];
  let [alive, begun, jobs] = [true, false, 0];
  let settle: ((reply: Reply) => void) | null = null;

  function finish(reply: Reply): void {
    const waiting = settle;
    settle = null;
    for (const handle of handles) handle.unref();
    waiting?.(reply);
  }

  function stop(why: string): void {
    alive = false;
    child.kill('SIGKILL');
    finish({ kind: 'failed', fault: begun ? 'file' : 'host', message: why });
  }

  createInterface({ input: replies }).on('line', (line) => {
    if (line === BEGUN) begun = true;
    else finish(readReply(line));
  });
  child.on('error', (error) => stop(`the PDF child did not start: ${error.message}`));
  child.on('exit', (code, signal) => stop(`the PDF child ended (${signal ?? code})`));
  // Writing to a child that has just died; its 'exit' follows.
  input.on('error', () => stop('the PDF child closed its input'));
  for (const handle of handles) handle.unref();

  return {
    jobs: () => jobs,
    isAlive: () => alive,
    async run(job, timeoutMs) {
      const timer = setTimeout(() => stop(`the PDF job took over ${timeoutMs} ms`), timeoutMs);
      for (const handle of handles) handle.ref();
      jobs += 1;
      begun = false;
      const reply = new Promise<Reply>((resolve) => {
        settle = resolve;
      });
      input.write(`${JSON.stringify(job)}\n`);
      return reply.finally(() => clearTimeout(timer));
    },
    end(why) {
      // Ended by us: whatever it was at is not to blame.
      begun = false;
      stop(why);
      // Whoever waits for the end must not run out of things to wait for.
      child.ref();
      return gone;
    },
  };
}
