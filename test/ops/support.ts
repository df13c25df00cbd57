import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Db } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/dialects.ts';
import { createApiKey } from '../../src/domain/api-keys.ts';
import { SCOPES } from '../../src/domain/caller.ts';
import { openMailbox } from '../../src/email/mailbox.ts';
import { COMPILE_CACHE } from '../support/compile-cache.ts';
import { until } from '../support/server-process.ts';
import { createDatabase, type DatabaseKind, freePort, type TestApp } from '../support/start-app.ts';
import { outboxDone } from '../worker/support.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What a server process printed, line by line. */
type Line = Record<string, unknown> & { msg: string };

/** A server of a process of its own, with a database that the test looks into. */
export type RunningProcess = {
  /** For the helpers that talk to a server; it has no context. */
  app: TestApp;
  url: string;
  env: Record<string, string>;
  directory: string;
  db: Db;
  /** All that it wrote, stderr included. */
  output(): string;
  lines(): Line[];
  /** Starts it again, or another one beside it on the same port once that is free. */
  start(env?: Record<string, string>): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** The exit code, or the signal that ended it. */
  ended(): Promise<number | string | null>;
  /** Ends it and removes all that it left. */
  remove(): Promise<void>;
};

/** Starts `src/main.ts` as npm would, and waits until it answers. */
export async function startProcess(
  kind: DatabaseKind,
  extra: Record<string, string> = {},
): Promise<RunningProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'signing-ops-'));
  const database = await createDatabase(kind, directory);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const env = {
    DATA_DIR: directory,
    DATABASE_URL: database.url,
    PORT: String(port),
    PUBLIC_URL: url,
    ...extra,
  };
  let output = '';
  let child: ChildProcess;
  let end: Promise<number | string | null>;
  const start = async (more: Record<string, string> = {}) => {
    child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, ...COMPILE_CACHE, ...env, ...more },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    // Not at its exit: what it printed last may still be on its way.
    end = once(child, 'close').then(([code, signal]) => code ?? signal);
    await until('the server answers', async () => {
      if (child.exitCode !== null) throw new Error(`It ended: ${output}`);
      return (await fetch(`${url}/healthz`).catch(() => null))?.status === 200;
    });
  };
  await start();
  const db = openDatabase(database.url);
  return {
    app: appOf(url, directory, db),
    url,
    env,
    directory,
    db,
    output: () => output,
    lines: () =>
      output
        .split('\n')
        // The last one is on its way, or nothing.
        .slice(0, -1)
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Line),
    start,
    signal: (name) => void child.kill(name),
    ended: () => end,
    async remove() {
      child.kill('SIGKILL');
      await end;
      await db.destroy();
      await database.remove();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function appOf(url: string, directory: string, db: Db): TestApp {
  const settled = () => outboxDone(db);
  const createKey: TestApp['createKey'] = (options) =>
    createApiKey(
      db,
      { workspace: 'Kanzlei', mode: 'live', scopes: SCOPES, ...options },
      new Date(),
    );
  const mailbox = openMailbox(join(directory, 'mail'));
  return { url, mailbox, settled, createKey } as TestApp;
}
