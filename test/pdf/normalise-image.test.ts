import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { decode } from 'fast-png';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createPdfEngine } from '../../src/pdf/pdf-engine.ts';
import { toJpeg, turned } from './support/jpeg.ts';
import { onePage } from './support/pages.ts';
import { chunk, encodePng, type PngImage } from './support/png.ts';
import * as tools from './support/tools.ts';
import { fixture, PDF } from './support/tools.ts';

// Real tools on real files, next to other tests on few cores.
vi.setConfig({ testTimeout: 60_000 });

const engine = createPdfEngine({ maxPages: 3 });
const folder = tools.scratch();
afterAll(() => engine.close());
let files = 0;

function store(image: Buffer): { path: string; outputPath: string } {
  files += 1;
  const path = join(folder, `image${files}`);
  writeFileSync(path, image);
  return { path, outputPath: `${path}.png` };
}

/** What becomes of an image, read by another decoder than ours. */
async function normalise(image: Buffer, maxPixels?: number) {
  const job = store(image);
  const size = await engine.normaliseImage({ ...job, maxPixels });
  const file = readFileSync(job.outputPath);
  const { width, height, data, depth, channels } = decode(file);
  expect({ width, height }).toEqual(size);
  expect({ depth, channels }).toEqual({ depth: 8, channels: 4 });
  const at = (x: number, y: number) => {
    const pixel = (Math.floor(y * height) * width + Math.floor(x * width)) * 4;
    return [...data.subarray(pixel, pixel + 4)];
  };
  return { width, height, at, file };
}

const refusal = (image: Buffer) =>
  engine.normaliseImage(store(image)).then(
    () => 'accepted',
    (error) => (error.name === 'PdfRefused' ? error.reason : error.name),
  );

const NAVY = [10, 20, 80];
const isInk = (x: number, y: number) => x >= 8 && x < 40 && y >= 5 && y < 21 && (x + y) % 7 !== 0;

/** A drawing that leaves a border of nothing: 8 left, 5 above, 10 right, 9 below. */
const drawing = { width: 50, height: 30 };

describe('a drawn signature', () => {
  const navy = (opaque: number) => (x: number, y: number) =>
    isInk(x, y) ? [...NAVY, opaque] : [0, 0, 0, 0];
  const kinds: Record<string, PngImage> = {
    RGBA: { ...drawing, depth: 8, color: 6, at: navy(255) },
    'RGBA of 16 bits': {
      ...drawing,
      depth: 16,
      color: 6,
      at: (x, y) => navy(255)(x, y).map((value) => value * 257),
    },
    'palette of 16 colours': {
      ...drawing,
      depth: 4,
      color: 3,
      palette: [255, 255, 255, ...NAVY],
      transparency: [0, 255],
      at: (x, y) => [isInk(x, y) ? 1 : 0],
    },
    'RGB with one colour for nothing': {
      ...drawing,
      depth: 8,
      color: 2,
      transparency: [0, 255, 0, 0, 0, 255],
      at: (x, y) => (isInk(x, y) ? NAVY : [255, 0, 255]),
    },
  };

  it.each(Object.entries(kinds))('as %s keeps its ink and nothing else', async (_, png) => {
    for (const interlaced of [false, true]) {
      const { width, height, at } = await normalise(encodePng({ ...png, interlaced, filter: 4 }));
      expect([width, height]).toEqual([32, 16]);
      for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
          const pixel = at((x + 0.5) / width, (y + 0.5) / height);
          if (isInk(x + 8, y + 5)) expect(pixel).toEqual([...NAVY, 255]);
          else expect(pixel[3]).toBe(0);
        }
      }
    }
  });

  it('stays as transparent as it was drawn', async () => {
    const { at } = await normalise(encodePng({ ...drawing, depth: 8, color: 6, at: navy(128) }));
    expect(at(0.01, 0.01)).toEqual([...NAVY, 128]);
  });

  it('keeps its colour when it becomes smaller', async () => {
    const at = (x: number) => (x % 2 ? [200, 0, 0, 255] : [0, 0, 0, 0]);
    const result = await normalise(encodePng({ width: 2400, height: 40, depth: 8, color: 6, at }));
    expect(result.at(0.5, 0.5)).toEqual([200, 0, 0, 128]);
  });

  it('of a real pad is trimmed and keeps its proportions', async () => {
    const { width, height, at } = await normalise(readFileSync(fixture('signature.png')));
    expect(Math.max(width / 1200, height / 600)).toBeLessThanOrEqual(1);
    const row = Array.from({ length: width }, (_, x) => at((x + 0.5) / width, 0)[3]!);
    expect(Math.max(...row)).toBeGreaterThan(0);
    const first = Array.from({ length: height }, (_, y) => at(0, (y + 0.5) / height)[3]!);
    expect(Math.max(...first)).toBeGreaterThan(0);
  });

  it('is written without a word about where it comes from', async () => {
    const text = chunk('tEXt', Buffer.from('Author\0Anna Secret'));
    const png = encodePng({ ...drawing, depth: 8, color: 6, at: navy(255) });
    const named = Buffer.concat([png.subarray(0, 33), text, png.subarray(33)]);
    const { file } = await normalise(named);
    expect(file.includes('Secret')).toBe(false);
    const types = [];
    for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
      types.push(file.toString('latin1', at + 4, at + 8));
    }
    expect(types).toEqual(['IHDR', 'IDAT', 'IEND']);
  });

  it.each([
    [3000, 1500, 1200, 600],
    [3000, 100, 1200, 40],
    [400, 2000, 120, 600],
    [1200, 600, 1200, 600],
    [1, 40, 1, 40],
  ])('of %i × %i pixels becomes %i × %i', async (width, height, ...expected) => {
    // The left half is left out so that the picture counts as drawn on nothing.
    const half = encodePng({
      width: width * 2,
      height,
      depth: 8,
      color: 4,
      at: (x) => (x < width ? [0, 0] : [(x % 2) * 100, 255]),
    });
    const { width: w, height: h, at } = await normalise(half);
    expect([w, h]).toEqual(expected);
    if (width > 1200) {
      // Every second pixel grey: mixed, not dropped.
      expect(at(0.5, 0.5)[0]).toBeGreaterThan(25);
      expect(at(0.5, 0.5)[0]).toBeLessThan(75);
    }
  });
});

describe('a signature on paper', () => {
  // Strokes of blue ink in a corner of the sheet.
  const strokes =
    '0.1 0.15 0.5 RG 8 w 1 J 350 600 m 380 760 420 520 450 700 c 480 620 500 720 540 640 c S';
  const on = (paper: string, more = '') =>
    onePage(`${paper} 0 0 595 842 re f ${strokes}`, { more });

  /** The ink stays as it is, nothing is left of the paper around it. */
  async function expectInk(image: Buffer) {
    const { width, height, at } = await normalise(image);
    // Of the strokes: 190 × about 110 points and the width of the pen.
    expect(width / height).toBeGreaterThan(1.1);
    expect(width / height).toBeLessThan(2.2);
    let [clear, between] = [0, 0];
    const ink: number[][] = [];
    for (let y = 0.005; y < 1; y += 0.01) {
      for (let x = 0.005; x < 1; x += 0.01) {
        const pixel = at(x, y);
        if (pixel[3]! > 230) ink.push(pixel);
        else if (pixel[3]! < 16) clear += 1;
        else between += 1;
      }
    }
    const mean = [0, 1, 2].map((c) => ink.reduce((sum, pixel) => sum + pixel[c]!, 0) / ink.length);
    expect(mean[0]).toBeLessThan(50);
    expect(mean[1]).toBeLessThan(60);
    expect(mean[2]).toBeGreaterThan(100);
    expect(mean[2]).toBeLessThan(150);
    expect(ink.length).toBeGreaterThan(400);
    expect(clear).toBeGreaterThan(5000);
    expect(between).toBeLessThan(1200);
  }

  it.each([
    ['white', '1 g'],
    ['grey', '0.7 g'],
    ['yellowish', '0.95 0.9 0.78 rg'],
  ])('that is %s is lifted from it', async (_, paper) => {
    await expectInk(toJpeg(on(paper), 1200));
    await expectInk(toJpeg(on(paper), 1200, '-jpegopt', 'progressive=y'));
  });

  it('is lifted from paper that lies half in the shade', async () => {
    const shade =
      '/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 595 842]/Extend[true true]' +
      '/Function<</FunctionType 2/Domain[0 1]/C0[0.98]/C1[0.55]/N 1>>>>>>';
    const path = onePage(`/S sh ${strokes}`, { more: shade });
    await expectInk(toJpeg(path, 1600));
  });

  it('may be a PNG too', async () => {
    const at = (x: number, y: number) => (isInk(x, y) ? NAVY : [250, 248, 240]);
    const result = await normalise(encodePng({ ...drawing, depth: 8, color: 2, at }));
    expect([result.width, result.height]).toEqual([32, 16]);
    expect(result.at(0.01, 0.01)).toEqual([...NAVY, 255]);
    // Where x + y is a multiple of 7.
    expect(result.at(1.5 / 32, 0.01)[3]).toBe(0);
  });

  it.each([
    [1, 'left', 'top'],
    [2, 'right', 'top'],
    [3, 'right', 'bottom'],
    [4, 'left', 'bottom'],
    [5, 'left', 'top'],
    [6, 'right', 'top'],
    [7, 'right', 'bottom'],
    [8, 'left', 'bottom'],
  ])('of EXIF orientation %i is turned upright', async (orientation, side, end) => {
    // A square with a wide bar along its top and a block at its left.
    const bar = onePage('0 g 100 400 300 40 re f 100 140 40 260 re f 100 300 90 60 re f');
    const jpeg = turned(toJpeg(bar, 900), orientation);
    const { width, height, at } = await normalise(jpeg);
    expect(Math.abs(width - height)).toBeLessThan(4);
    const [x, y] = [side === 'left' ? 0.05 : 0.95, end === 'top' ? 0.05 : 0.95];
    expect(at(x, y)[3]).toBeGreaterThan(230);
    expect(at(1 - x, y)[3]).toBeGreaterThan(230);
    expect(at(x, 1 - y)[3]).toBeGreaterThan(230);
    expect(at(1 - x, 1 - y)[3]).toBe(0);
    // The block tells a turn from a reflection: it hangs on the upright, nearer to the bar.
    const along = (a: number, b: number) => (orientation < 5 ? at(a, b) : at(b, a));
    const [u, v] = orientation < 5 ? [x, y] : [y, x];
    const near = (edge: number, share: number) => (edge < 0.5 ? share : 1 - share);
    expect(along(near(u, 0.25), near(v, 0.35))[3]).toBeGreaterThan(230);
    expect(along(near(u, 0.35), near(v, 0.25))[3]).toBe(0);
  });

  it('of four inks, as a printer has them, is lifted too', async () => {
    const jpeg = toJpeg(on('1 g'), 800, '-jpegcmyk');
    const { width, height } = await normalise(jpeg);
    expect(width / height).toBeGreaterThan(1.1);
    expect(width / height).toBeLessThan(2.2);
  });
});

describe('a picture without a signature', () => {
  const size = { width: 300, height: 120 };

  it.each<[string, () => Buffer]>([
    ['an empty pad', () => encodePng({ ...size, depth: 8, color: 6, at: () => [0, 0, 0, 0] })],
    ['a white pad', () => encodePng({ ...size, depth: 8, color: 2, at: () => [255, 255, 255] })],
    [
      'white ink',
      () => encodePng({ ...size, depth: 8, color: 4, at: (x) => [255, x % 2 ? 255 : 0] }),
    ],
    ['ink nobody sees', () => encodePng({ ...size, depth: 8, color: 4, at: () => [0, 10] })],
    ['a black sheet', () => encodePng({ ...size, depth: 1, color: 0, at: () => [0] })],
    [
      'paper with a grain',
      () =>
        encodePng({ ...size, depth: 8, color: 0, at: (x, y) => [235 + ((x * 7 + y * 13) % 11)] }),
    ],
    ['a photograph of a sheet', () => toJpeg(onePage('0.8 g 0 0 595 842 re f'), 800)],
    [
      'a speck of dust',
      () =>
        encodePng({ ...size, depth: 8, color: 0, at: (x, y) => [x === 9 && y === 9 ? 0 : 255] }),
    ],
  ])('%s is refused', async (_, image) => {
    expect(await refusal(image())).toBe('image_empty');
  });
});

describe('what is no picture, or too much of one', () => {
  const png = encodePng({ width: 64, height: 64, depth: 8, color: 2, at: (x, y) => [x, y, x ^ y] });
  const jpeg = () => toJpeg(onePage('0 g 100 400 300 40 re f'), 600);
  const sized = (width: number, height: number) => {
    const file = Buffer.from(png);
    file.writeUInt32BE(width, 16);
    file.writeUInt32BE(height, 20);
    return file;
  };
  const sizedJpeg = (pixels: number) => {
    const file = jpeg();
    const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
    file.writeUInt16BE(pixels, frame + 5);
    file.writeUInt16BE(pixels, frame + 7);
    return file;
  };
  /** Header, and pixels that unpack to a gigabyte. */
  const bomb = () => {
    const zeros = deflateSync(Buffer.alloc(2 ** 20), { level: 9 });
    const data = Buffer.concat(Array.from({ length: 1024 }, () => zeros));
    return Buffer.concat([
      png.subarray(0, 33),
      chunk('IDAT', data),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  };

  it.each<[string, string, () => Buffer]>([
    ['a GIF', 'unsupported_type', () => Buffer.from('GIF89a\x01\x00\x01\x00')],
    ['text', 'unsupported_type', () => Buffer.from('hello')],
    ['nothing', 'unsupported_type', () => Buffer.alloc(0)],
    ['a PDF', 'unsupported_type', () => readFileSync(fixture('b1_1p.pdf'))],
    ['a PNG cut short', 'damaged', () => png.subarray(0, png.length / 2)],
    ['a PNG of no header', 'damaged', () => png.subarray(0, 8)],
    ['a PNG of no size', 'damaged', () => sized(0, 64)],
    ['a PNG of another size than it says', 'damaged', () => sized(65, 64)],
    ['a JPEG cut short', 'damaged', () => jpeg().subarray(0, 2000)],
    [
      'a JPEG with its end but not its middle',
      'damaged',
      () => {
        const file = jpeg();
        const scan = file.indexOf(Buffer.from([0xff, 0xda]));
        return Buffer.concat([file.subarray(0, (scan + file.length) / 2), file.subarray(-2)]);
      },
    ],
    ['a JPEG of no size', 'damaged', () => sizedJpeg(0)],
    ['a PNG of 60,000 × 60,000 pixels', 'image_too_large', () => sized(60_000, 60_000)],
    ['a JPEG of 60,000 × 60,000 pixels', 'image_too_large', () => sizedJpeg(60_000)],
    ['a PNG of a little over 20 megapixels', 'image_too_large', () => sized(5001, 4000)],
    ['a small PNG that unpacks to a gigabyte', 'damaged', bomb],
    [
      'a JPEG of hundreds of scans',
      'damaged',
      () => {
        const file = toJpeg(onePage('0 g 100 400 300 40 re f'), 600, '-jpegopt', 'progressive=y');
        const marker = Buffer.from([0xff, 0xda]);
        const start = file.indexOf(marker);
        const scan = file.subarray(start, file.indexOf(marker, start + 2));
        return Buffer.concat([
          file.subarray(0, start),
          ...Array(200).fill(scan),
          file.subarray(start),
        ]);
      },
    ],
  ])('%s is refused: %s', async (_, reason, image) => {
    expect(await refusal(image())).toBe(reason);
  });

  it('is judged by the limit of the caller', async () => {
    await expect(normalise(png, 64 * 64 - 1)).rejects.toMatchObject({ reason: 'image_too_large' });
    await expect(normalise(png, 64 * 64)).resolves.toMatchObject({ width: expect.any(Number) });
  });

  it('leaves no file behind, and the engine at work', async () => {
    const job = store(bomb());
    const bombs = [job, store(sized(60_000, 60_000)), store(sizedJpeg(60_000))];
    const refused = bombs.map((image) => engine.normaliseImage(image).catch(({ name }) => name));
    const other = engine.inspect({ path: fixture('b1_1p.pdf'), mimeType: PDF });
    expect(await other).toMatchObject({ signable: true });
    expect(await Promise.all(refused)).toEqual(['PdfRefused', 'PdfRefused', 'PdfRefused']);
    expect(() => readFileSync(job.outputPath)).toThrow('ENOENT');
  });

  it('is told from a picture that is not there', async () => {
    const missing = { path: join(folder, 'missing'), outputPath: join(folder, 'missing.png') };
    await expect(engine.normaliseImage(missing)).rejects.toMatchObject({ name: 'PdfFailed' });
    const nowhere = { ...store(readFileSync(fixture('signature.png'))), outputPath: '/no/such/x' };
    await expect(engine.normaliseImage(nowhere)).rejects.toMatchObject({ name: 'PdfFailed' });
  });
});

it('a photograph of twenty megapixels is taken', async () => {
  const path = onePage('0.8 g 0 0 595 842 re f 0 g 100 400 300 40 re f');
  // 5,300 × 3,746 pixels.
  const { width, height } = await normalise(toJpeg(path, 5300, '-jpegopt', 'progressive=y'));
  expect(width).toBe(1200);
  expect(height).toBeCloseTo(160, -1);
});
