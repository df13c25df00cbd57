import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runChaos } from '../../scripts/chaos/run.ts';
import { createDatabase, DATABASES } from '../support/start-app.ts';

const PLANS = [
  'a request was sent',
  'the last signature was confirmed',
  'a mail is between DATA and its reply',
  'a webhook waits for its answer',
] as const;

// A few kills of what `npm run chaos` does at length.
describe.each(DATABASES)('a server killed again and again on %s', (kind) => {
  let directory: string;
  let database: Awaited<ReturnType<typeof createDatabase>>;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'signing-chaos-'));
    database = await createDatabase(kind, directory);
  });
  afterEach(async () => {
    await database.remove();
    await rm(directory, { recursive: true, force: true });
  });

  it('loses nothing that a client was told, and does nothing twice', async () => {
    const { counts, faults } = await runChaos({
      databaseUrl: database.url,
      directory,
      kills: PLANS.length,
      plans: PLANS,
      seed: 7,
      waitForLeases: false,
      apart: 12,
      deadlineMs: 4_000,
      say: () => {},
    });
    expect(faults).toEqual([]);
    expect(counts.kills).toBe(PLANS.length);
    expect(counts.endedAs.completed).toBeGreaterThan(0);
    expect(counts.unheard).toBeGreaterThan(0);
  }, 240_000);
});
