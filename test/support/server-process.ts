import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { COMPILE_CACHE } from './compile-cache.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE_MS = 50_000;

/** The server as a process of its own, which a test may kill. */
export type ServerProcess = {
  /** Starts it, for the first time or again, and does not wait. */
  launch(): void;
  /** Waits until it answers. */
  answers(): Promise<void>;
  /** Starts it, and waits until it answers. */
  start(): Promise<void>;
  /** SIGKILL: nothing in it runs any more. @throws when it had ended by itself */
  kill(): Promise<void>;
};

/** @param options.logTo a file descriptor for all that it prints; default: nothing but errors */
export function serverProcess(options: {
  directory: string;
  databaseUrl: string;
  port: number;
  env?: Record<string, string>;
  logTo?: number;
}): ServerProcess {
  const { directory, databaseUrl, port, env, logTo } = options;
  const url = `http://localhost:${port}`;
  let child: ChildProcess | undefined;
  // Nobody leaves it behind.
  process.once('exit', () => child?.kill('SIGKILL'));
  const hasEnded = () => child?.exitCode !== null || child.signalCode !== null;
  const server: ServerProcess = {
    launch() {
      child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
        cwd: ROOT,
        stdio: ['ignore', logTo ?? 'ignore', logTo ?? 'inherit'],
        env: {
          PATH: process.env.PATH,
          ...COMPILE_CACHE,
          DATA_DIR: directory,
          DATABASE_URL: databaseUrl,
          PORT: String(port),
          PUBLIC_URL: url,
          LOG_LEVEL: 'fatal',
          ...env,
        },
      });
    },
    answers: () =>
      until('the server answers', async () => {
        if (hasEnded()) throw new Error(`The server ended by itself: ${child?.exitCode}`);
        const answer = await fetch(`${url}/api/v1/openapi.json`).catch(() => null);
        return answer?.status === 200;
      }),
    async start() {
      server.launch();
      await server.answers();
    },
    async kill() {
      if (!child || hasEnded()) throw new Error(`It had ended by itself: ${child?.exitCode}`);
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
  return server;
}

/** Looks again and again until what is awaited is there. */
export async function until(
  what: string,
  look: () => Promise<boolean>,
  everyMs = 25,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await look())) {
    if (Date.now() > deadline) throw new Error(`In vain: ${what}`);
    await sleep(everyMs);
  }
}
