import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { runJob } from './run-job.ts';
import { BEGUN, type Job, type Reply } from './types.ts';

/** The contained process: jobs as lines on stdin, one at a time, replies as lines on descriptor 3. */
const REPLIES = 3;

createInterface({ input: process.stdin })
  .on('line', async (line) => {
    // The parent wrote it: the one side of this pipe that is trusted.
    const job: Job = JSON.parse(line);
    writeSync(REPLIES, `${BEGUN}\n`);
    answer(await runJob(job));
  })
  // The parent is gone, or wants no more.
  .on('close', () => process.exit(0));

function answer(reply: Reply): void {
  writeSync(REPLIES, `${JSON.stringify(reply)}\n`);
}
