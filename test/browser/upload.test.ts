import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode as decodePng } from 'fast-png';
import jpeg from 'jpeg-js';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scratch } from '../pdf/support/tools.ts';
import { launchBrowser, newVisitor } from '../support/browser.ts';
import {
  bytesOf,
  fileInput,
  imageOf,
  inPlace,
  preview,
  SIGNATURE,
  signAndRead,
} from './mark-page.ts';
import { happyScript, sessionWithFields } from './script.ts';
import { fixtures, type StubServer, startStub } from './stub-server.ts';

describe('an uploaded signature', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: StubServer;

  beforeAll(async () => {
    server = await startStub(happyScript('en'));
    browser = await launchBrowser();
  }, 60_000);

  beforeEach(() => {
    server.script = happyScript('en');
    server.script.session = ({ locale }) => sessionWithFields(locale ?? 'en', [SIGNATURE]);
    server.calls.length = 0;
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function atThePanel(kind: 'Type' | 'Draw' | 'Upload', device?: 'phone') {
    const visitor = await newVisitor(browser, { device });
    await visitor.page.goto(`${server.url}/sign`);
    await visitor.page.getByRole('radio', { name: kind }).first().check();
    return visitor;
  }

  test('an uploaded PNG keeps its transparency', async () => {
    const { page, context, problems } = await atThePanel('Upload');
    await fileInput(page).setInputFiles(join(fixtures, 'signature.png'));
    const shown = await imageOf(preview(page));
    expect(await imageOf(inPlace(page))).toBe(shown);
    const { signature } = await signAndRead(page, server);
    expect(signature).toEqual({ kind: 'uploaded', image: shown });
    const sent = decodePng(bytesOf(signature.image));
    const own = decodePng(readFileSync(join(fixtures, 'signature.png')));
    expect([sent.width, sent.height, sent.channels]).toEqual([own.width, own.height, own.channels]);
    expect(sent.data[3]).toBe(own.data[3]);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('an uploaded photo is turned upright, made smaller, and sent without its notes', async () => {
    const { page, context } = await atThePanel('Upload');
    const buffer = photo(2400, 1200);
    expect(buffer.includes('Home of the signer')).toBe(true);
    await fileInput(page).setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
    await preview(page).waitFor();
    const { signature } = await signAndRead(page, server);
    expect(signature.image).toMatch(/^data:image\/jpeg;base64,/);
    const sent = bytesOf(signature.image);
    expect(sent.includes('Home of the signer')).toBe(false);
    const { width, height } = jpeg.decode(sent);
    expect([width, height]).toEqual([600, 1200]);
    await context.close();
  });

  test('a photo of 12 megapixels is made smaller on the way, however many bytes it has', async () => {
    const { page, context } = await atThePanel('Upload', 'phone');
    const buffer = photo(4000, 3000, noise());
    expect(buffer.length).toBeGreaterThan(3 * 1024 * 1024);
    expect(buffer.length).toBeLessThan(20 * 1024 * 1024);
    await fileInput(page).setInputFiles({ name: 'paper.jpg', mimeType: 'image/jpeg', buffer });
    await preview(page).waitFor();
    const { signature } = await signAndRead(page, server);
    expect(signature.image.length).toBeLessThanOrEqual(350_000);
    const { width, height } = jpeg.decode(bytesOf(signature.image));
    expect(width / height).toBeCloseTo(3 / 4, 2);
    expect(height).toBeLessThanOrEqual(1200);
    await context.close();
  });

  test('an image of noise fits into one request all the same', async () => {
    const { page, context } = await atThePanel('Upload');
    const buffer = photo(1200, 1200, noise());
    await fileInput(page).setInputFiles({ name: 'noise.jpg', mimeType: 'image/jpeg', buffer });
    await preview(page).waitFor();
    const { signature } = await signAndRead(page, server);
    expect(signature.image.length).toBeLessThanOrEqual(350_000);
    await context.close();
  });

  const HEIC = Buffer.from('\0\0\0\x24ftypheic\0\0\0\0mif1heic');
  const PNG_HEAD = Buffer.from('89504e470d0a1a0a', 'hex');
  test.each([
    { name: 'a.pdf', buffer: Buffer.from('%PDF-1.7'), words: 'This is a PDF.' },
    { name: 'a.heic', buffer: HEIC, words: 'in the HEIC format' },
    // As some programs rename them.
    { name: 'heic.jpg', buffer: HEIC, words: 'in the HEIC format' },
    { name: 'a.png', buffer: Buffer.from('GIF89a……'), words: 'neither a PNG nor a JPEG' },
    { name: 'empty.png', buffer: Buffer.alloc(0), words: 'neither a PNG nor a JPEG' },
    {
      name: 'torn.png',
      buffer: Buffer.concat([PNG_HEAD, Buffer.alloc(99)]),
      words: 'cannot be read',
    },
  ])('$name is refused: $words', async ({ name, buffer, words }) => {
    const { page, context, problems } = await atThePanel('Upload');
    await fileInput(page).setInputFiles({ name, mimeType: 'image/png', buffer });
    await page.getByRole('alert').getByText(words).waitFor();
    expect(await preview(page).count()).toBe(0);
    await fileInput(page).setInputFiles(join(fixtures, 'signature.png'));
    await preview(page).waitFor();
    await page.getByRole('alert').getByText(words).waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
    await context.close();
  });

  test('an image of more than 20 MB is refused', async () => {
    const large = join(scratch(), 'large.png');
    writeFileSync(large, Buffer.concat([PNG_HEAD, Buffer.alloc(20 * 1024 * 1024)]));
    const { page, context } = await atThePanel('Upload');
    await fileInput(page).setInputFiles(large);
    await page.getByRole('alert').getByText('larger than 20 MB').waitFor();
    expect(await preview(page).count()).toBe(0);
    await context.close();
  });
});

/** Greys that do not compress, the same each time (a linear congruential generator). */
function noise(): () => number {
  let state = 1;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor(state / 2 ** 16) % 256;
  };
}

/** A JPEG as a camera makes it: lying on its side (EXIF 2.32, tag 0x0112 = 6), with a note. */
function photo(width: number, height: number, grey = () => 200): Buffer {
  const data = Buffer.alloc(width * height * 4);
  for (let i = 0; i < data.length; i += 4) data.fill(grey(), i, i + 3);
  const plain = jpeg.encode({ width, height, data }, 90).data;
  const tiff = Buffer.from(
    '4d4d002a00000008' + '0001' + '0112000300000001' + '00060000' + '00000000',
    'hex',
  );
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from('Home of the signer')]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length + 2);
  const segment = Buffer.concat([Buffer.from('ffe1', 'hex'), length, body]);
  return Buffer.concat([plain.subarray(0, 2), segment, plain.subarray(2)]);
}
