import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from './tools.ts';

/** The first page of a PDF as a JPEG of poppler's making, its longer side of so many pixels. */
export function toJpeg(path: string, pixels: number, ...options: string[]): Buffer {
  const base = join(scratch(), 'picture');
  const size = ['-scale-to', String(pixels)];
  execFileSync('pdftoppm', ['-singlefile', '-cropbox', '-jpeg', ...size, ...options, path, base]);
  return readFileSync(`${base}.jpg`);
}

/** With an EXIF segment that says how to turn it. */
export function turned(image: Buffer, orientation: number): Buffer {
  const exif = Buffer.from(
    `45786966000049492a0008000000010012010300010000000${orientation}00000000000000`,
    'hex',
  );
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  return Buffer.concat([
    image.subarray(0, 2),
    Buffer.from([0xff, 0xe1]),
    length,
    exif,
    image.subarray(2),
  ]);
}
