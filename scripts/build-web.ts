import { createHash, randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'dist/web');
const compressed = join(root, 'dist/.compressed');
const brotli = promisify(brotliCompress);
const stampName = '.stamp';
const compressible = /\.(js|mjs|css|svg|ttf|pfb)$/;

/**
 * Builds the pages to dist/web when its sources changed. Silent when it is fresh, one line
 * otherwise. Two processes may do so at once: each builds aside, and one of them is moved in.
 */
export async function buildWeb(): Promise<void> {
  const wanted = sourceHash();
  if (stampIn(target) === wanted) return;
  const started = performance.now();
  const aside = join(root, 'dist', `.web-${randomUUID()}`);
  try {
    // Vite takes a third of a second to load, which a fresh build need not pay.
    const { build } = await import('vite');
    await asProduction(() =>
      build({ configFile: join(root, 'src/web/vite.config.ts'), build: { outDir: aside } }),
    );
    await compress(aside);
    writeFileSync(join(aside, stampName), wanted);
    moveIn(aside, wanted);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`Built the pages to ${relative(process.cwd(), target)} in ${seconds} s.`);
}

/**
 * Vite reads NODE_ENV. Whoever builds, a test too, leaves what everybody else is served: the small
 * React and not the one for development.
 */
async function asProduction(work: () => Promise<unknown>): Promise<void> {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    await work();
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}

/** SHA-256 over all that goes into the build: the pages' sources, this file and the lock file. */
function sourceHash(): string {
  const hash = createHash('sha256');
  const files = readdirSync(join(root, 'src/web'), { recursive: true, encoding: 'utf8' })
    .map((name) => join('src/web', name))
    .filter((name) => statSync(join(root, name)).isFile())
    .sort();
  for (const name of [...files, 'scripts/build-web.ts', 'package-lock.json']) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(root, name)))
      .update('\0');
  }
  return hash.digest('hex');
}

function stampIn(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, stampName), 'utf8');
  } catch {
    return undefined;
  }
}

// The viewer is 2 MB of script; a signer on a train gets a quarter of it. See src/http/pages.ts.
async function compress(folder: string): Promise<void> {
  mkdirSync(compressed, { recursive: true });
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const assets = names.filter((name) => compressible.test(name));
  await Promise.all(assets.map((name) => compressOnce(join(folder, name))));
}

/** The best compression takes seconds, so what was compressed once is kept by its content. */
async function compressOnce(path: string): Promise<void> {
  const bytes = readFileSync(path);
  const kept = join(compressed, `${createHash('sha256').update(bytes).digest('hex')}.br`);
  if (!existsSync(kept)) {
    const aside = `${kept}-${randomUUID()}`;
    writeFileSync(aside, await brotli(bytes));
    renameSync(aside, kept);
  }
  copyFileSync(kept, `${path}.br`);
}

/** Puts a finished build in place of the old one; another process's equal build is as good. */
function moveIn(aside: string, wanted: string): void {
  for (let attempt = 0; attempt < 10; attempt++) {
    if (stampIn(target) === wanted) return;
    const old = join(root, 'dist', `.web-${randomUUID()}`);
    try {
      renameSync(target, old);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
    try {
      renameSync(aside, target);
      return;
    } catch (error) {
      if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
    } finally {
      rmSync(old, { recursive: true, force: true });
    }
  }
  throw new Error('dist/web is being replaced by another process over and over.');
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWeb();
