import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE_MS = 50_000;

/** The server as a process of its own, which a test may kill. */
export type ServerProcess = {
  /** Starts it, for the first time or again, and waits until it answers. */
  start(): Promise<void>;
  /** SIGKILL: nothing in it runs any more. */
  kill(): Promise<void>;
};

export function serverProcess(options: {
  directory: string;
  databaseUrl: string;
  port: number;
}): ServerProcess {
  const { directory, databaseUrl, port } = options;
  const url = `http://localhost:${port}`;
  let child: ChildProcess;
  return {
    async start() {
      child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
        cwd: ROOT,
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          PATH: process.env.PATH,
          DATA_DIR: directory,
          DATABASE_URL: databaseUrl,
          PORT: String(port),
          PUBLIC_URL: url,
          LOG_LEVEL: 'fatal',
        },
      });
      await until('the server answers', async () => {
        const answer = await fetch(`${url}/api/v1/openapi.json`).catch(() => null);
        return answer?.status === 200;
      });
    },
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
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
