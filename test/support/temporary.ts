import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'signing-tests-'));

/**
 * Has all that tests put into the folder for temporary files go into one of this run, which goes
 * with it: test processes are ended before they could clean up after themselves.
 */
export function setup(): void {
  // PostgreSQL, which runs as nobody, passes through it.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
