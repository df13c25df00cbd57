import { inflateSync } from 'node:zlib';
import { type Rgba, refuseHugeImage } from './raster.ts';
import { damaged } from './refusal.ts';

/** Samples a pixel of each colour type has (PNG, table 8). */
const SAMPLES: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS: Record<number, number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
/** Start and step of the seven passes of Adam7 (PNG, 8.2): x, y, step x, step y. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
const PLAIN = [[0, 0, 1, 1]] as const;

type Header = { width: number; height: number; depth: number; color: number; interlaced: boolean };
type Png = { header: Header; palette: Buffer; transparency: Buffer | null; data: Buffer };

/**
 * Decodes any PNG, interlaced, palette and 16-bit ones too, which the PDF library refuses. Our own
 * because decoders at hand unpack all that a file holds, and only then compare it with its header.
 * `refuse` is asked about the size before anything of it is allocated.
 * @throws {Refusal} damaged
 */
export function decodePng(bytes: Uint8Array, refuse = refuseHugeImage): Rgba {
  const png = readChunks(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const { width, height, depth, color, interlaced } = png.header;
  refuse(width, height);
  const bits = depth * (SAMPLES[color] ?? 0);
  const passes = (interlaced ? ADAM7 : PLAIN)
    .map(([x, y, stepX, stepY]) => {
      const columns = Math.ceil((width - x) / stepX);
      const rows = Math.ceil((height - y) / stepY);
      return { x, y, stepX, stepY, columns, rows, rowBytes: Math.ceil((columns * bits) / 8) };
    })
    .filter(({ columns, rows }) => columns > 0 && rows > 0);
  const size = passes.reduce((sum, { rows, rowBytes }) => sum + rows * (rowBytes + 1), 0);
  const data = inflate(png.data, size);
  const rgba = new Uint8Array(width * height * 4);
  const put = pixelWriter(png, rgba);
  let at = 0;
  for (const { x, y, stepX, stepY, columns, rows, rowBytes } of passes) {
    let above: Uint8Array = new Uint8Array(rowBytes);
    for (let row = 0; row < rows; row += 1) {
      const line = data.subarray(at + 1, at + 1 + rowBytes);
      unfilter(data[at] ?? 0, line, above, Math.max(1, bits >> 3));
      for (let column = 0; column < columns; column += 1) {
        put(line, column, (y + row * stepY) * width + x + column * stepX);
      }
      above = line;
      at += rowBytes + 1;
    }
  }
  return { width, height, data: rgba };
}

function readChunks(file: Buffer): Png {
  const chunks = new Map<string, Buffer[]>();
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > file.length || type === 'IEND') break;
    const sameType = chunks.get(type) ?? [];
    sameType.push(file.subarray(at + 8, at + 8 + length));
    chunks.set(type, sameType);
    at += 12 + length;
  }
  const [head] = chunks.get('IHDR') ?? [];
  if (!head || head.length < 13) throw damaged('the PNG has no header');
  const [depth = 0, color = 0] = [head[8], head[9]];
  if (!DEPTHS[color]?.includes(depth)) throw damaged('the PNG has an unknown pixel format');
  return {
    header: {
      width: head.readUInt32BE(0),
      height: head.readUInt32BE(4),
      depth,
      color,
      interlaced: head[12] === 1,
    },
    palette: chunks.get('PLTE')?.[0] ?? Buffer.alloc(0),
    transparency: chunks.get('tRNS')?.[0] ?? null,
    data: Buffer.concat(chunks.get('IDAT') ?? []),
  };
}

/** Never more than the header promises: a bomb stops here. */
function inflate(data: Buffer, size: number): Uint8Array {
  let inflated: Uint8Array;
  try {
    inflated = inflateSync(data, { maxOutputLength: size });
  } catch (error) {
    throw damaged(`the PNG cannot be unpacked: ${error}`);
  }
  if (inflated.length < size) throw damaged('the PNG ends early');
  return inflated;
}

/** Undoes a row filter in place (PNG, clause 9). `step` is the distance to the pixel before. */
function unfilter(filter: number, line: Uint8Array, above: Uint8Array, step: number): void {
  if (filter > 4) throw damaged('the PNG has an unknown filter');
  if (filter === 0) return;
  for (let at = 0; at < line.length; at += 1) {
    const left = at >= step ? (line[at - step] ?? 0) : 0;
    const up = above[at] ?? 0;
    let guess = up;
    if (filter === 1) guess = left;
    else if (filter === 3) guess = (left + up) >> 1;
    else if (filter === 4) guess = paeth(left, up, at >= step ? (above[at - step] ?? 0) : 0);
    line[at] = (line[at] ?? 0) + guess;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const a = Math.abs(up - corner);
  const b = Math.abs(left - corner);
  const c = Math.abs(left + up - 2 * corner);
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** Writes one pixel of a row as red, green, blue and alpha. */
function pixelWriter({ header, palette, transparency }: Png, rgba: Uint8Array) {
  const { depth, color } = header;
  const perPixel = SAMPLES[color] ?? 1;
  const colors = color === 0 || color === 4 ? 1 : 3;
  const scale = depth < 8 ? 255 / (2 ** depth - 1) : 1;
  const raw = (line: Uint8Array, index: number) => {
    if (depth === 8) return line[index] ?? 0;
    if (depth === 16) return ((line[index * 2] ?? 0) << 8) | (line[index * 2 + 1] ?? 0);
    const bit = index * depth;
    return ((line[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  };
  const to8 = (value: number) => {
    if (depth === 8) return value;
    return depth === 16 ? value >> 8 : Math.round(value * scale);
  };
  /** The one colour that tRNS makes transparent in images without alpha. */
  const isKey = (line: Uint8Array, first: number) =>
    transparency !== null &&
    [...Array(colors).keys()].every(
      (at) =>
        transparency.length >= at * 2 + 2 &&
        raw(line, first + at) === transparency.readUInt16BE(at * 2),
    );
  return (line: Uint8Array, column: number, pixel: number) => {
    const first = column * perPixel;
    const to = pixel * 4;
    if (color === 3) {
      const entry = raw(line, first);
      for (let at = 0; at < 3; at += 1) rgba[to + at] = palette[entry * 3 + at] ?? 0;
      rgba[to + 3] = transparency?.[entry] ?? 255;
      return;
    }
    rgba[to] = to8(raw(line, first));
    rgba[to + 1] = colors === 3 ? to8(raw(line, first + 1)) : (rgba[to] ?? 0);
    rgba[to + 2] = colors === 3 ? to8(raw(line, first + 2)) : (rgba[to] ?? 0);
    if (color >= 4) rgba[to + 3] = to8(raw(line, first + colors));
    else rgba[to + 3] = isKey(line, first) ? 0 : 255;
  };
}
