import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { inject } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import type { Clock, Context, Overrides } from '../../src/context.ts';
import { createApiKey } from '../../src/domain/api-keys.ts';
import { SCOPES } from '../../src/domain/caller.ts';
import { openMailbox } from '../../src/email/mailbox.ts';
import { createPdfEngine, type PdfEngine } from '../../src/pdf/pdf-engine.ts';
import { startServer } from '../../src/server.ts';
import { createPostgresDatabase, dropPostgresDatabase } from './postgres.ts';

const WEB_DIR = fileURLToPath(new URL('../../dist/web', import.meta.url));

/** Both databases; suites loop over them with describe.each. */
export const DATABASES = ['sqlite', 'postgres'] as const;
export type DatabaseKind = (typeof DATABASES)[number];

/** A clock that stands until it is moved. It starts at the real time, which JWTs and browsers know. */
export type TestClock = Clock & { advance(milliseconds: number): void };

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export type TestApp = {
  /** `http://localhost:PORT`, also the PUBLIC_URL. */
  url: string;
  context: Context;
  clock: TestClock;
  /** Makes an API key: by default one of the workspace “Kanzlei Test”, live, with every scope. */
  createKey(options?: {
    workspace?: string;
    mode?: 'live' | 'test';
    scopes?: readonly string[];
    expiresAt?: string;
    senderEmail?: string;
  }): Promise<{ id: string; key: string; workspaceId: string }>;
  mailbox: ReturnType<typeof openMailbox>;
  /** Waits until nothing that is due is left in the outbox. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

/** A database URL for a test, and what removes the database again. */
export async function createDatabase(kind: DatabaseKind, directory: string) {
  if (kind === 'sqlite') {
    return { url: `file:${join(directory, 'signing.db')}`, remove: async () => {} };
  }
  const server = inject('postgresUrl');
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  return {
    url: await createPostgresDatabase(server, name),
    remove: () => dropPostgresDatabase(server, name),
  };
}

/** Starts the whole server with its worker on a database and directory of its own. */
export async function startApp(
  kind: DatabaseKind,
  options: { env?: Record<string, string>; overrides?: Overrides } = {},
): Promise<TestApp> {
  const directory = await mkdtemp(join(tmpdir(), 'signing-test-'));
  const database = await createDatabase(kind, directory);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const config = loadConfig({
    DATA_DIR: directory,
    DATABASE_URL: database.url,
    PORT: String(port),
    PUBLIC_URL: url,
    ...options.env,
  });
  const clock = createTestClock();
  const server = await startServer(config, WEB_DIR, {
    clock,
    log: pino({ level: 'silent' }),
    pdf: sharedPdfEngine(config.limits.pages),
    ...options.overrides,
  });
  const { context } = server;
  return {
    url,
    context,
    clock,
    createKey: ({ workspace = 'Kanzlei Test', mode = 'live', scopes = SCOPES, ...rest } = {}) =>
      createApiKey(context.db, { workspace, mode, scopes, ...rest }, clock.now()),
    mailbox: openMailbox(config.mailDir),
    settled: () => settled(context),
    async stop() {
      await server.stop();
      await database.remove();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const engines = new Map<number, PdfEngine>();

// One for all servers of a test file: its children take seconds to get going, and end with it.
function sharedPdfEngine(maxPages: number): PdfEngine {
  const engine = engines.get(maxPages) ?? createPdfEngine({ maxPages });
  engines.set(maxPages, engine);
  return { ...engine, close: async () => {} };
}

export function createTestClock(start = new Date()): TestClock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}

async function settled({ db, clock, transact }: Context): Promise<void> {
  // Any commit has the worker look: it does not know that the clock was moved.
  await transact(async () => {});
  const deadline = Date.now() + 50_000;
  for (;;) {
    const waiting = await db
      .selectFrom('outbox')
      .select(['type', 'last_error'])
      .where('status', '=', 'pending')
      .where('run_at', '<=', clock.now().toISOString())
      .execute();
    if (waiting.length === 0) return;
    if (Date.now() > deadline) throw new Error(`Still waiting: ${JSON.stringify(waiting)}`);
    await sleep(20);
  }
}

// Below those that the system gives to whoever asks for any, and others for each test process: what
// is free is still free when it is listened on.
const PORTS = { first: 11_000, each: 2_000, processes: 10 };
const processNumber = Number(process.env.VITEST_POOL_ID ?? 0) % PORTS.processes;
let tried = Math.floor(Math.random() * PORTS.each);

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    tried += 1;
    const port = PORTS.first + processNumber * PORTS.each + (tried % PORTS.each);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .listen(port, () => probe.close(() => resolve(true)));
  });
}
