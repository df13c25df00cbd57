import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const MIB = 1024 * 1024;
/** Backstop against a file that unpacks onto the disk; outputs of real documents stay far below. */
const MAX_OUTPUT_BYTES = 1024 * MIB;

/**
 * Starts one child: an empty environment (no key, no address to steal), no shell, a memory limit,
 * no right to start processes or load addons, and death with the parent. Requests go in over
 * stdin, replies come back over descriptor 3, so that nothing a library prints can pass for one.
 */
export function startChild(memoryBytes: number): ChildProcess {
  const [command, ...args] = [
    ...pdeathsig(),
    ...limits(memoryBytes),
    process.execPath,
    `--max-old-space-size=${Math.floor((memoryBytes * 0.6) / MIB)}`,
    '--disable-proto=delete',
    '--permission',
    '--allow-fs-read=*',
    '--allow-fs-write=*',
    ...(process.features.typescript ? [] : ['--experimental-strip-types']),
    CHILD,
  ];
  if (command === undefined) throw new Error('no command to start a PDF child with');
  return spawn(command, args, {
    env: {},
    cwd: '/',
    shell: false,
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
  });
}

/** A child that loops never sees its stdin close; the kernel ends it when the parent dies. */
function pdeathsig(): string[] {
  return usable('setpriv', ['--pdeathsig', 'KILL', '--']);
}

/** `--data` holds buffers outside the JavaScript heap too, which V8's own limit does not see. */
function limits(memoryBytes: number): string[] {
  const size = [`--data=${memoryBytes}`, '--core=0', `--fsize=${MAX_OUTPUT_BYTES}`, '--'];
  return usable('prlimit', size);
}

const works = new Map<string, boolean>();

/**
 * The tool of util-linux with its arguments, or nothing where it is missing or another program of
 * its name (busybox) does not know them. By absolute path: an empty environment has no PATH.
 */
function usable(tool: string, args: string[]): string[] {
  const path = ['/usr/bin', '/bin', '/usr/sbin'].map((dir) => `${dir}/${tool}`).find(existsSync);
  if (path === undefined) return [];
  const tried =
    works.get(tool) ?? spawnSync(path, [...args, '/bin/true'], { env: {} }).status === 0;
  works.set(tool, tried);
  return tried ? [path, ...args] : [];
}
