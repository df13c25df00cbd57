import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createPdfEngine } from '../../src/pdf/pdf-engine.ts';
import { turned } from './support/jpeg.ts';
import { encodePng, type PngImage } from './support/png.ts';
import { additions } from './support/signature-page.ts';
import * as tools from './support/tools.ts';
import { fixture } from './support/tools.ts';

// Real tools on real files, next to other tests on few cores.
vi.setConfig({ testTimeout: 60_000 });

const engine = createPdfEngine({ maxPages: 3 });
const folder = tools.scratch();
afterAll(() => engine.close());
let files = 0;

/** Stores an image, prepares it, and returns the PDF. */
async function present(image: Buffer, mimeType: string, pages = 1): Promise<string> {
  files += 1;
  const path = join(folder, `image${files}`);
  writeFileSync(path, image);
  const inspection = await engine.inspect({ path, mimeType });
  expect(inspection).toEqual({ pageCount: pages, signable: true, reason: null });
  const outputPath = `${path}.pdf`;
  const presented = { pageCount: pages, carriesSignatures: false };
  expect(await engine.prepare({ path, mimeType, outputPath })).toEqual(presented);
  expect(tools.problems(outputPath)).toBe('');
  return outputPath;
}

/** Red, green / blue, black: the quarters of a picture, left to right, top to bottom. */
const RED = [255, 0, 0];
const GREEN = [0, 255, 0];
const BLUE = [0, 0, 255];
const BLACK = [0, 0, 0];
const WHITE = [255, 255, 255];

function quarters(path: string, page = 0): number[][] {
  const picture = tools.render(path)[page]!;
  const places = [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ] as const;
  // JPEG is not exact.
  return places.map(([x, y]) =>
    tools.pixel(picture, x, y).map((value) => (value > 235 ? 255 : value < 20 ? 0 : value)),
  );
}

/** 0–3, by the quarter. */
const quarter = (x: number, y: number, size: number) =>
  (x < size / 2 ? 0 : 1) + (y < size / 2 ? 0 : 2);

describe('PNG', () => {
  const size = 21;
  const square = { width: size, height: size };
  const rgb = [RED, GREEN, BLUE, BLACK];
  const kinds: Record<string, PngImage> = {
    RGB: { ...square, depth: 8, color: 2, at: (x, y) => rgb[quarter(x, y, size)]! },
    'RGB of 16 bits': {
      ...square,
      depth: 16,
      color: 2,
      at: (x, y) => rgb[quarter(x, y, size)]!.map((value) => value * 257),
    },
    'palette of 16 colours': {
      ...square,
      depth: 4,
      color: 3,
      palette: rgb.flat(),
      at: (x, y) => [quarter(x, y, size)],
    },
    'palette of 4 colours': {
      ...square,
      depth: 2,
      color: 3,
      palette: rgb.flat(),
      at: (x, y) => [quarter(x, y, size)],
    },
    RGBA: { ...square, depth: 8, color: 6, at: (x, y) => [...rgb[quarter(x, y, size)]!, 255] },
  };

  it.each(Object.entries(kinds))(
    '%s shows as it is, interlaced or filtered',
    async (_name, png) => {
      for (const interlaced of [false, true]) {
        for (const filter of [0, 1, 2, 3, 4]) {
          const page = await present(encodePng({ ...png, interlaced, filter }), 'image/png');
          expect(quarters(page)).toEqual([RED, GREEN, BLUE, BLACK]);
        }
      }
    },
  );

  it('in black and white shows as it is', async () => {
    const at = (x: number, y: number) => [quarter(x, y, size) % 2];
    const page = await present(encodePng({ ...square, depth: 1, color: 0, at }), 'image/png');
    expect(quarters(page)).toEqual([BLACK, WHITE, BLACK, WHITE]);
  });

  it('shows white paper where it is transparent, wholly or in part', async () => {
    const at = (x: number, y: number) => [255, 0, 0, [0, 255, 128, 0][quarter(x, y, size)]!];
    const alpha = await present(encodePng({ ...square, depth: 8, color: 6, at }), 'image/png');
    const pink = [255, 127, 127];
    expect(quarters(alpha)).toEqual([WHITE, RED, pink, WHITE]);
    const palette = { ...kinds['palette of 16 colours']!, transparency: [255, 0, 255, 255] };
    expect(quarters(await present(encodePng(palette), 'image/png'))[1]).toEqual(WHITE);
    const key = { ...kinds.RGB!, transparency: [0, 0, 0, 255, 0, 0] };
    expect(quarters(await present(encodePng(key), 'image/png'))[1]).toEqual(WHITE);
  });

  it('of a drawn signature can be presented and signed', async () => {
    const page = await present(readFileSync(fixture('signature.png')), 'image/png');
    const outputPath = join(folder, 'signed.pdf');
    const signed = engine.appendSignaturePage({ path: page, outputPath, ...additions() });
    expect(await signed).toEqual({ pageCount: 2 });
    expect(tools.problems(outputPath)).toBe('');
  });

  it('of A4’s proportions gets an A4 page, any other a page of its own', async () => {
    const sized = (width: number, height: number) =>
      present(encodePng({ width, height, depth: 1, color: 0, at: () => [0] }), 'image/png');
    expect(tools.pageSize(await sized(210, 297))).toEqual([595.28, 841.89]);
    expect(tools.pageSize(await sized(297, 210))).toEqual([841.89, 595.28]);
    expect(tools.pageSize(await sized(100, 50))).toEqual([841.89, 420.945]);
    const [width, height] = tools.pageSize(await sized(2, 2000));
    expect([width, height]).toEqual([36, 841.89]);
  });
});

describe('JPEG', () => {
  /** The four quarters, twice as wide as high, as a JPEG of poppler's making. */
  async function jpeg(...options: string[]): Promise<Buffer> {
    const rgb = [RED, GREEN, BLUE, BLACK];
    const at = (x: number, y: number) => rgb[quarter(x, y * 2, 20)]!;
    const png = encodePng({ width: 20, height: 10, depth: 8, color: 2, at });
    const base = join(folder, 'quarters');
    const source = await present(png, 'image/png');
    execFileSync('pdftoppm', ['-singlefile', '-r', '30', ...options, source, base]);
    return readFileSync(`${base}.jpg`);
  }

  it.each([
    ['RGB', ['-jpeg']],
    ['progressive', ['-jpeg', '-jpegopt', 'progressive=y']],
    ['CMYK', ['-jpegcmyk']],
  ])('%s shows as it is', async (name, options) => {
    const page = await present(await jpeg(...options), 'image/jpeg');
    const seen = quarters(page);
    const [red, green, blue] = seen;
    if (name !== 'CMYK') expect(seen).toEqual([RED, GREEN, BLUE, BLACK]);
    expect(red![0]).toBeGreaterThan(red![2]! + 100);
    expect(green![1]).toBeGreaterThan(green![0]! + 60);
    expect(blue![2]).toBeGreaterThan(blue![0]! + 60);
    expect(tools.pageSize(page)[1]).toBeCloseTo(421, -1);
  });

  it.each([
    [1, [RED, GREEN, BLUE, BLACK]],
    [2, [GREEN, RED, BLACK, BLUE]],
    [3, [BLACK, BLUE, GREEN, RED]],
    [4, [BLUE, BLACK, RED, GREEN]],
    [5, [RED, BLUE, GREEN, BLACK]],
    [6, [BLUE, RED, BLACK, GREEN]],
    [7, [BLACK, GREEN, BLUE, RED]],
    [8, [GREEN, BLACK, RED, BLUE]],
  ])('of EXIF orientation %i is turned upright', async (orientation, expected) => {
    const page = await present(turned(await jpeg('-jpeg'), orientation), 'image/jpeg');
    expect(quarters(page)).toEqual(expected);
    const [width, height] = tools.pageSize(page);
    expect(width > height).toBe(orientation < 5);
  });
});

describe('TIFF', () => {
  function tiff(...colors: number[][]): Buffer {
    return multiPage(
      colors.map((color) => Buffer.alloc(20 * 10 * 4, Buffer.from([...color, 255]))),
    );
  }

  /** Uncompressed RGBA pages of 20 × 10, one directory after another. */
  function multiPage(pages: Buffer[]): Buffer {
    const parts: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0])];
    let offset = 8;
    pages.forEach((data, index) => {
      const tags = [
        [256, 4, 1, 20],
        [257, 4, 1, 10],
        [258, 3, 1, 8],
        [259, 3, 1, 1],
        [262, 3, 1, 2],
        [273, 4, 1, offset + 2 + 9 * 12 + 4],
        [277, 3, 1, 4],
        [278, 4, 1, 10],
        [279, 4, 1, data.length],
      ] as const;
      const directory = Buffer.alloc(2 + tags.length * 12 + 4);
      directory.writeUInt16LE(tags.length, 0);
      tags.forEach(([tag, type, count, value], at) => {
        directory.writeUInt16LE(tag, 2 + at * 12);
        directory.writeUInt16LE(type, 4 + at * 12);
        directory.writeUInt32LE(count, 6 + at * 12);
        directory.writeUInt32LE(value, 10 + at * 12);
      });
      const next = offset + directory.length + data.length;
      directory.writeUInt32LE(index < pages.length - 1 ? next : 0, 2 + tags.length * 12);
      parts.push(directory, data);
      offset = next;
    });
    return Buffer.concat(parts);
  }

  it('becomes a page for each of its pages', async () => {
    const path = await present(tiff(RED, GREEN, BLUE), 'image/tiff', 3);
    expect([0, 1, 2].map((page) => quarters(path, page)[0])).toEqual([RED, GREEN, BLUE]);
    expect(tools.pageSize(path, 2)).toEqual([841.89, 420.945]);
  });

  it.each(['none', 'packbits', 'jpeg', 'lzw', 'deflate'])(
    'compressed with %s shows',
    async (how) => {
      const base = join(folder, `contract-${how}`);
      const options = ['-singlefile', '-r', '60', '-tiff', '-tiffcompression', how];
      execFileSync('pdftoppm', [...options, fixture('b1_1p.pdf'), base]);
      const page = await present(readFileSync(`${base}.tif`), 'image/tiff');
      const [was, is] = [tools.render(fixture('b1_1p.pdf'), 30)[0]!, tools.render(page, 30)[0]!];
      expect(tools.pageSize(page)).toEqual([595.28, 841.89]);
      const ink = (picture: tools.Picture) =>
        picture.rgb.reduce((sum, value) => sum + 255 - value, 0) / picture.rgb.length;
      expect(ink(is)).toBeGreaterThan(ink(was) * 0.8);
      expect(ink(is)).toBeLessThan(ink(was) * 1.2);
    },
  );

  it('of more pages than allowed is refused', async () => {
    const path = join(folder, 'many.tif');
    writeFileSync(path, tiff(RED, GREEN, BLUE, BLACK));
    expect(await engine.inspect({ path, mimeType: 'image/tiff' })).toEqual({
      pageCount: 4,
      signable: false,
      reason: 'too_many_pages',
    });
  });
});

describe('a bad image', () => {
  const huge = encodePng({ width: 8, height: 8, depth: 8, color: 2, at: () => RED });
  huge.writeUInt32BE(100_000, 16);
  huge.writeUInt32BE(100_000, 20);
  const png = encodePng({ width: 64, height: 64, depth: 8, color: 2, at: (x, y) => [x, y, x ^ y] });

  it.each([
    ['of 10 gigapixels', 'image/png', huge],
    ['cut short', 'image/png', png.subarray(0, png.length / 2)],
    ['of no header', 'image/png', png.subarray(0, 8)],
    ['that is text', 'image/png', Buffer.from('hello')],
    ['that is text', 'image/jpeg', Buffer.from('hello')],
    ['that is text', 'image/tiff', Buffer.from('hello')],
    ['that is empty', 'image/jpeg', Buffer.alloc(0)],
    ['that is empty', 'image/tiff', Buffer.alloc(0)],
  ])('%s (%s) is refused', async (_name, mimeType, bytes) => {
    const path = join(folder, 'bad');
    writeFileSync(path, bytes);
    expect(await engine.inspect({ path, mimeType })).toEqual({
      pageCount: null,
      signable: false,
      reason: 'damaged',
    });
  });
});
