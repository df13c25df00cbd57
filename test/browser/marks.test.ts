import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode as decodePng } from 'fast-png';
import jpeg from 'jpeg-js';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor, sidewaysScroll } from '../support/browser.ts';
import { fieldOf, happyScript, refuseMember, sessionWithFields } from './script.ts';
import { fixtures, type StubServer, startStub } from './stub-server.ts';

type Point = [x: number, y: number];
// On a machine with more to do.
const LOADED = { timeout: 10_000 };

type Mark = { kind: string; image: string };

const SIGNATURE = fieldOf('fld_sign', { type: 'signature', height: 0.06 });
const INITIALS = fieldOf('fld_initials', { type: 'initials', y: 0.3, width: 0.1 });
const WAVE: Point[] = Array.from({ length: 30 }, (_, i) => [
  0.2 + i * 0.02,
  0.5 + 0.3 * Math.sin(i / 2),
]);

describe('how a signature is made', { timeout: 60_000 }, () => {
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

  const signButton = (page: Page) => page.getByRole('button', { name: 'Sign', exact: true });
  const pad = (page: Page) => page.getByRole('img', { name: 'Area to draw your signature in' });
  const fileInput = (page: Page) => page.getByLabel('Choose an image of your signature');
  const preview = (page: Page) => page.getByRole('img', { name: 'The image of your signature' });
  const inPlace = (page: Page, type = 'signature') => page.locator(`.placed-${type} img`);
  const imageOf = (image: Locator) => image.getAttribute('src');

  async function atThePanel(kind: 'Type' | 'Draw' | 'Upload', device?: 'phone') {
    const visitor = await newVisitor(browser, { device });
    await visitor.page.goto(`${server.url}/sign`);
    await visitor.page.getByRole('radio', { name: kind }).first().check();
    return visitor;
  }

  async function drawByMouse(page: Page, points: readonly Point[], on = pad(page)): Promise<void> {
    const at = await placesOn(on, points);
    const [first] = at;
    if (!first) return;
    await page.mouse.move(...first);
    await page.mouse.down();
    for (const point of at.slice(1)) await page.mouse.move(...point);
    await page.mouse.up();
  }

  /** Points given as fractions of an element, in pixels of the view. */
  async function placesOn(element: Locator, points: readonly Point[]): Promise<Point[]> {
    await element.scrollIntoViewIfNeeded();
    const box = await element.boundingBox();
    if (!box) throw new Error('not shown');
    return points.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height]);
  }

  /** Signs and returns what was sent. */
  async function signAndRead(page: Page): Promise<{ signature: Mark; initials: Mark }> {
    await page.locator('.consent input').check();
    await signButton(page).click();
    await page.getByRole('heading', { name: 'Thank you, you have signed' }).waitFor();
    const { input } = server.calls.findLast(({ name }) => name === 'sign') ?? {};
    return input as { signature: Mark; initials: Mark };
  }

  function bytesOf(image: string): Buffer {
    return Buffer.from(image.slice(image.indexOf(',') + 1), 'base64');
  }

  /** Width, height and the share of pixels that are not transparent. */
  function inkOf(image: string) {
    const { width, height, data, channels } = decodePng(bytesOf(image));
    let inked = 0;
    for (let i = 3; i < data.length; i += channels) if ((data[i] ?? 0) > 0) inked++;
    return { width, height, ink: inked / (width * height), corner: data[3] };
  }

  test('drawn by mouse: seen in its place and sent as a sharp image without paper', async () => {
    const { page, context, problems } = await atThePanel('Draw');
    await drawByMouse(page, WAVE);
    const shown = await imageOf(inPlace(page));
    const { signature } = await signAndRead(page);
    expect(signature).toEqual({ kind: 'drawn', image: shown });
    expect(signature.image).toMatch(/^data:image\/png;base64,/);
    const { width, height, ink, corner } = inkOf(signature.image);
    // 58 % of the pad's width and 60 % of its height, at 1,200 pixels a pad.
    expect(width).toBeGreaterThan(600);
    expect(width).toBeLessThan(800);
    expect(width / height).toBeGreaterThan(2);
    expect(ink).toBeGreaterThan(0.01);
    expect(ink).toBeLessThan(0.3);
    expect(corner, 'transparent').toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('drawn by a finger, which does not scroll the page; turning the phone keeps it', async () => {
    const { page, context, problems } = await atThePanel('Draw', 'phone');
    const touch = await context.newCDPSession(page);
    const at = await placesOn(pad(page), WAVE);
    const scrolled = () => page.evaluate<number>('window.scrollY');
    const before = await scrolled();
    for (const [index, [x, y]] of at.entries()) {
      const type = index === 0 ? 'touchStart' : 'touchMove';
      await touch.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }] });
    }
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await inPlace(page).waitFor();
    expect(await scrolled()).toBe(before);
    const shown = await imageOf(inPlace(page));
    const upright = await pad(page).evaluate(measureInk);
    expect(upright.density, 'sharp on this screen').toBeGreaterThan(2.9);

    await page.setViewportSize({ width: 740, height: 360 });
    await expect
      .poll(async () => (await pad(page).evaluate(measureInk)).width, LOADED)
      .not.toBe(upright.width);
    const turned = await pad(page).evaluate(measureInk);
    expect(turned.density).toBeGreaterThan(2.9);
    for (const side of ['left', 'top', 'right', 'bottom'] as const) {
      expect(turned[side], side).toBeCloseTo(upright[side], 1);
    }
    expect(await sidewaysScroll(page)).toBe(0);
    const { signature } = await signAndRead(page);
    expect(signature).toEqual({ kind: 'drawn', image: shown });
    expect(problems.filter((line) => !/getImageData/.test(line))).toEqual([]);
    await context.close();
  });

  test('the last stroke can be taken back, and all of it', async () => {
    const { page, context } = await atThePanel('Draw');
    await drawByMouse(page, WAVE);
    const one = await imageOf(inPlace(page));
    const ink = await pad(page).evaluate(measureInk);
    await drawByMouse(page, [
      [0.1, 0.9],
      [0.5, 0.9],
      [0.9, 0.9],
    ]);
    await expect.poll(() => imageOf(inPlace(page)), LOADED).not.toBe(one);
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await imageOf(inPlace(page))).toBe(one);
    const left = await pad(page).evaluate(measureInk);
    expect(left.bottom).toBe(ink.bottom);
    expect(left.inked / ink.inked).toBeCloseTo(1, 2);
    await page.getByRole('button', { name: 'Clear' }).click();
    expect(await inPlace(page).count()).toBe(0);
    expect((await pad(page).evaluate(measureInk)).inked).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click({ force: true });
    await signButton(page).click();
    await page.getByRole('alert').getByText('Please draw your signature.').waitFor();
    await context.close();
  });

  test('a touch by mistake is no signature', async () => {
    const { page, context } = await atThePanel('Draw');
    await drawByMouse(page, [[0.5, 0.5]]);
    await page.locator('.consent input').check();
    await signButton(page).click();
    await page.getByRole('alert').getByText('Please draw your signature.').waitFor();
    expect(server.calls.some(({ name }) => name === 'sign')).toBe(false);
    await context.close();
  });

  test('each kind keeps what was entered; the one that is chosen is sent', async () => {
    const { page, context } = await atThePanel('Type');
    await page.getByLabel('Your full name').fill('John Smith');
    await page.getByRole('radio', { name: 'Draw' }).check();
    await drawByMouse(page, WAVE);
    await inPlace(page).waitFor();
    await page.getByRole('radio', { name: 'Upload' }).check();
    expect(await inPlace(page).count()).toBe(0);
    await page.getByRole('radio', { name: 'Draw' }).check();
    await inPlace(page).waitFor();
    expect((await pad(page).evaluate(measureInk)).inked).toBeGreaterThan(100);
    await page.getByRole('radio', { name: 'Type' }).check();
    expect(await page.getByLabel('Your full name').inputValue()).toBe('John Smith');
    const { signature } = await signAndRead(page);
    expect(signature).toEqual({ kind: 'typed', text: 'John Smith' });
    await context.close();
  });

  test('an uploaded PNG keeps its transparency', async () => {
    const { page, context, problems } = await atThePanel('Upload');
    await fileInput(page).setInputFiles(join(fixtures, 'signature.png'));
    const shown = await imageOf(preview(page));
    expect(await imageOf(inPlace(page))).toBe(shown);
    const { signature } = await signAndRead(page);
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
    const { signature } = await signAndRead(page);
    expect(signature.image).toMatch(/^data:image\/jpeg;base64,/);
    const sent = bytesOf(signature.image);
    expect(sent.includes('Home of the signer')).toBe(false);
    const { width, height } = jpeg.decode(sent);
    expect([width, height]).toEqual([600, 1200]);
    await context.close();
  });

  test('an image of noise fits into one request all the same', async () => {
    const { page, context } = await atThePanel('Upload');
    const buffer = photo(1200, 1200, noise());
    await fileInput(page).setInputFiles({ name: 'noise.jpg', mimeType: 'image/jpeg', buffer });
    await preview(page).waitFor();
    const { signature } = await signAndRead(page);
    expect(signature.image.length).toBeLessThanOrEqual(350_000);
    await context.close();
  });

  const PNG_HEAD = Buffer.from('89504e470d0a1a0a', 'hex');
  test.each([
    { name: 'a.pdf', buffer: Buffer.from('%PDF-1.7'), words: 'neither a PNG nor a JPEG' },
    { name: 'a.png', buffer: Buffer.from('GIF89a……'), words: 'neither a PNG nor a JPEG' },
    { name: 'empty.png', buffer: Buffer.alloc(0), words: 'neither a PNG nor a JPEG' },
    {
      name: 'torn.png',
      buffer: Buffer.concat([PNG_HEAD, Buffer.alloc(99)]),
      words: 'cannot be read',
    },
    {
      name: 'large.png',
      buffer: Buffer.concat([PNG_HEAD, Buffer.alloc(2 * 1024 * 1024)]),
      words: 'larger than 2 MB',
    },
  ])('$name is refused: $words', async ({ name, buffer, words }) => {
    const { page, context, problems } = await atThePanel('Upload');
    await fileInput(page).setInputFiles({ name, mimeType: 'image/png', buffer });
    await page.getByRole('alert').getByText(words).waitFor();
    expect(await preview(page).count()).toBe(0);
    await fileInput(page).setInputFiles(join(fixtures, 'signature.png'));
    await preview(page).waitFor();
    expect(await page.getByRole('alert').getByText(words).count()).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('initials are made in a way of their own', async () => {
    server.script.session = () => sessionWithFields('en', [SIGNATURE, INITIALS]);
    const { page, context } = await atThePanel('Type');
    await page.getByLabel('Your full name').fill('John Smith');
    const initials = page.getByRole('group', { name: 'Your initials' });
    await initials.getByLabel('Initials', { exact: true }).fill('');
    await page.locator('.consent input').check();
    await signButton(page).click();
    await page.getByRole('alert').getByText('Please type your initials.').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('initials');
    await initials.getByRole('radio', { name: 'Draw' }).check();
    await page.getByRole('alert').getByText('Please draw your initials.').waitFor();
    await drawByMouse(page, WAVE, initials.getByRole('img'));
    await inPlace(page, 'initials').waitFor();
    const sent = await signAndRead(page);
    expect(sent.signature).toEqual({ kind: 'typed', text: 'John Smith' });
    expect(sent.initials.kind).toBe('drawn');
    expect(inkOf(sent.initials.image).ink).toBeGreaterThan(0.01);
    await context.close();
  });

  test.each([
    { path: 'signature.image', words: 'This drawing cannot be used.' },
    { path: 'initials.text', words: 'These initials cannot be used' },
  ])('a refusal of $path says so and keeps what was drawn', async ({ path, words }) => {
    server.script.session = () => sessionWithFields('en', [SIGNATURE, INITIALS]);
    server.script.sign = refuseMember(path);
    const { page, context } = await atThePanel('Draw');
    await page.getByLabel('Initials', { exact: true }).fill('JS');
    await drawByMouse(page, WAVE);
    await page.locator('.consent input').check();
    await signButton(page).click();
    await page.getByRole('alert').getByText(words).waitFor();
    await inPlace(page).waitFor();
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

// The part of a canvas that is used, since the server's sources are checked without the DOM.
type Canvas = {
  width: number;
  height: number;
  clientWidth: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray };
  };
};

// Runs in the browser: where the ink is, as fractions of the canvas.
function measureInk(canvas: Canvas) {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  let [left, top, right, bottom, inked] = [1, 1, 0, 0, 0];
  for (let i = 3; i < data.length; i += 4) {
    if ((data[i] ?? 0) === 0) continue;
    inked++;
    const x = (((i - 3) / 4) % width) / width;
    const y = Math.floor((i - 3) / 4 / width) / height;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom, inked, width, density: width / canvas.clientWidth };
}
