import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PDF = 'application/pdf';

export function fixture(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
}

/** A folder that goes with the run of the tests. */
export function scratch(): string {
  return mkdtempSync(join(tmpdir(), 'pdf-test-'));
}

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1e9, stdio: 'pipe' });
}

export function text(path: string, firstPage = 1): string {
  return run('pdftotext', '-layout', '-f', String(firstPage), path, '-');
}

/** Every object of the file uncompressed, as text. */
export function objects(path: string): string {
  const args = ['--qdf', '--object-streams=disable', '--no-original-object-ids', path, '-'];
  return execFileSync('qpdf', args, { maxBuffer: 1e9, stdio: 'pipe' }).toString('latin1');
}

/** What qpdf finds wrong with the structure; empty when it finds nothing. */
export function problems(path: string): string {
  const { status, stdout, stderr } = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

export function pageCount(path: string): number {
  return Number(/^Pages:\s+(\d+)/m.exec(run('pdfinfo', path))?.[1]);
}

/** Width and height in points of a page as displayed. */
export function pageSize(path: string, page = 1): [number, number] {
  const info = run('pdfinfo', '-f', String(page), '-l', String(page), path);
  const [, width, height] = /size:\s+([\d.]+) x ([\d.]+)/.exec(info) ?? [];
  return [Number(width), Number(height)];
}

export type Picture = { width: number; height: number; rgb: Buffer };

/** The pages as poppler displays them (crop box, rotation), at `dpi`. */
export function render(path: string, dpi = 40): Picture[] {
  const folder = scratch();
  run('pdftoppm', '-cropbox', '-r', String(dpi), path, join(folder, 'page'));
  const files = readdirSync(folder).sort();
  const pictures = files.map((file) => readPpm(readFileSync(join(folder, file))));
  rmSync(folder, { recursive: true });
  return pictures;
}

function readPpm(file: Buffer): Picture {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(file.toString('latin1', 0, 40));
  if (!head) throw new Error('not a PPM');
  const rgb = file.subarray(head[0].length);
  return { width: Number(head[1]), height: Number(head[2]), rgb };
}

/** Share of pixels, 0–1, that differ visibly; 1 when the pages differ in size. */
export function difference(before: Picture, after: Picture): number {
  if (before.width !== after.width || before.height !== after.height) return 1;
  let different = 0;
  for (let at = 0; at < before.rgb.length; at += 3) {
    const far = [0, 1, 2].some((c) => Math.abs(before.rgb[at + c]! - after.rgb[at + c]!) > 24);
    if (far) different += 1;
  }
  return (different * 3) / before.rgb.length;
}

/** Colour of the pixel at these fractions of the page, from the top left. */
export function pixel({ width, height, rgb }: Picture, x: number, y: number): number[] {
  const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 3;
  return [...rgb.subarray(at, at + 3)];
}
