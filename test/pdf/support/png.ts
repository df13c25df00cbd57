import { crc32, deflateSync } from 'node:zlib';

export type PngImage = {
  width: number;
  height: number;
  depth: 1 | 2 | 4 | 8 | 16;
  color: 0 | 2 | 3 | 4 | 6;
  /** Samples of a pixel, each below 2 ** depth. */
  at: (x: number, y: number) => number[];
  palette?: number[];
  transparency?: number[];
  interlaced?: boolean;
  /** Filter of every row, 0–4. */
  filter?: number;
};

const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** A PNG of any kind that the format knows, to test its reader. */
export function encodePng(image: PngImage): Buffer {
  const { width, height, depth, color, palette, transparency, interlaced } = image;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, color, 0, 0, interlaced ? 1 : 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    ...(palette ? [chunk('PLTE', Buffer.from(palette))] : []),
    ...(transparency ? [chunk('tRNS', Buffer.from(transparency))] : []),
    chunk('IDAT', deflateSync(rows(image))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function rows({ width, height, depth, at, interlaced, filter = 0 }: PngImage): Buffer {
  const lines: Buffer[] = [];
  for (const [x0, y0, dx, dy] of interlaced ? ADAM7 : [[0, 0, 1, 1] as const]) {
    let above: Buffer | null = null;
    for (let y = y0; y < height && x0 < width; y += dy) {
      const bits: number[] = [];
      for (let x = x0; x < width; x += dx) {
        for (const sample of at(x, y)) {
          for (let bit = depth - 1; bit >= 0; bit -= 1) bits.push((sample >> bit) & 1);
        }
      }
      const line = Buffer.alloc(Math.ceil(bits.length / 8));
      bits.forEach((bit, index) => {
        line[index >> 3]! |= bit << (7 - (index & 7));
      });
      const step = Math.max(1, (at(x0, y).length * depth) >> 3);
      lines.push(Buffer.from([filter]), filtered(line, above, step, filter));
      above = line;
    }
  }
  return Buffer.concat(lines);
}

function filtered(line: Buffer, above: Buffer | null, step: number, filter: number): Buffer {
  return Buffer.from(
    line.map((value, index) => {
      const left = line[index - step] ?? 0;
      const up = above?.[index] ?? 0;
      const corner = above?.[index - step] ?? 0;
      const estimate = left + up - corner;
      const nearest = [left, up, corner].reduce((best, next) =>
        Math.abs(estimate - next) < Math.abs(estimate - best) ? next : best,
      );
      return value - ([0, left, up, (left + up) >> 1, nearest][filter] ?? 0);
    }),
  );
}
